package io.haservices.testkit.tck.storage;

import java.io.InputStream;

/** A stream of so many bytes that look like noise and need no memory. */
final class Generated extends InputStream {
    private final long length;
    private long position;

    Generated(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        return position < length ? byteAt(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (position >= length) {
            return count == 0 ? 0 : -1;
        }
        int given = (int) Math.min(count, length - position);
        for (int i = 0; i < given; i++) {
            target[offset + i] = byteAt(position++);
        }
        return given;
    }

    private static byte byteAt(long position) {
        return (byte) ((position * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
