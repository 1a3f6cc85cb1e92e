package io.haservices.core.storage.file;

import java.io.IOException;
import java.io.InputStream;

/** As many zeros as wanted, without holding them; then the end, or a failure. */
class ZeroStream extends InputStream {
    private final String failure;
    private long left;

    ZeroStream(long size, String failure) {
        this.left = size;
        this.failure = failure;
    }

    @Override
    public int read() throws IOException {
        return read(new byte[1], 0, 1) < 0 ? -1 : 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left > 0) {
            int count = (int) Math.min(length, left);
            left -= count;
            return count;
        }
        if (failure.isEmpty()) {
            return -1;
        }
        throw new IOException(failure);
    }
}
