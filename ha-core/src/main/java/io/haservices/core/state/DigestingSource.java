package io.haservices.core.state;

import io.haservices.spi.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Computes the checksum of what is written while it is written; a repetition starts it anew. */
final class DigestingSource implements BlobSource {
    private final BlobSource source;
    private volatile MessageDigest digest = Sha256.digest();

    DigestingSource(BlobSource source) {
        this.source = source;
    }

    @Override
    public InputStream open() throws IOException {
        MessageDigest fresh = Sha256.digest();
        digest = fresh;
        return new DigestInputStream(source.open(), fresh);
    }

    /** Of the stream that was opened last, which was read to its end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
