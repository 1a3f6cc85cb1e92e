package io.haservices.testkit.tck.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

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

    /** All bytes of a short one. */
    static byte[] bytes(int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = byteAt(i);
        }
        return all;
    }

    /** Reads both to the end, holding little of either; throws with the place where they differ. */
    static void compare(InputStream actual, InputStream expected) throws IOException {
        byte[] read = new byte[8192];
        byte[] due = new byte[8192];
        for (long position = 0; ; ) {
            int count = actual.readNBytes(read, 0, read.length);
            int dueCount = expected.readNBytes(due, 0, due.length);
            if (count != dueCount || !Arrays.equals(read, 0, count, due, 0, dueCount)) {
                throw new IOException("what was read differs from what was written between byte " + position
                        + " and byte " + (position + Math.max(count, dueCount)));
            }
            position += count;
            if (count == 0) {
                return;
            }
        }
    }

    private static byte byteAt(long position) {
        return (byte) ((position * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
