package io.haservices.core.state;

import io.haservices.core.records.PointerRecord;
import io.haservices.errors.DamagedStateException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Function;

/** Checks length and checksum at the end of the stream, before the end is told (SS-07). */
final class VerifyingStream extends FilterInputStream {
    private final PointerRecord pointer;
    private final Function<String, DamagedStateException> damage;
    private final MessageDigest digest = Sha256.digest();
    private long count;
    private boolean verified;

    VerifyingStream(InputStream in, PointerRecord pointer, Function<String, DamagedStateException> damage) {
        super(in);
        this.pointer = pointer;
        this.damage = damage;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            digest.update(buffer, offset, read);
            count += read;
            if (count > pointer.length()) {
                throw damage.apply("there are more bytes than the " + pointer.length() + " that were written");
            }
        } else if (read < 0 && !verified) {
            verify();
        }
        return read;
    }

    private void verify() {
        if (count < pointer.length()) {
            throw damage.apply("only " + count + " of " + pointer.length() + " bytes are there");
        }
        String seen = HexFormat.of().formatHex(digest.digest());
        if (!seen.equals(pointer.sha256())) {
            throw damage.apply("its SHA-256 is " + seen + ", but " + pointer.sha256() + " was written");
        }
        verified = true;
    }

    /** By reading, so that what is passed over counts too. */
    @Override
    public long skip(long n) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(n, 8192))];
        long skipped = 0;
        while (skipped < n) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, n - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
