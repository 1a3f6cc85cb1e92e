package io.haservices.storage.hdfs;

import java.io.InputStream;

/** Zeros, and something that happens when half of them were read. */
final class PausingStream extends InputStream {
    private final int length;
    private final Runnable happening;
    private int position;
    private boolean happened;

    PausingStream(int length, Runnable happening) {
        this.length = length;
        this.happening = happening;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (position >= length / 2 && !happened) {
            happened = true;
            happening.run();
        }
        int given = Math.min(count, length - position);
        java.util.Arrays.fill(target, offset, offset + given, (byte) 0);
        position += given;
        return given == 0 && count > 0 ? -1 : given;
    }
}
