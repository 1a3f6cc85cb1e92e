package io.haservices.core.discovery;

import java.io.IOException;
import java.io.InputStream;

/** A stream of the other side. */
final class CrossingStream extends InputStream {
    private final InputStream target;
    private final Crossing way;

    CrossingStream(InputStream target, Crossing way) {
        this.target = target;
        this.way = way;
    }

    @Override
    public int read() throws IOException {
        return way.io(target::read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return way.io(() -> target.read(bytes, offset, length));
    }

    @Override
    public long skip(long count) throws IOException {
        return way.io(() -> target.skip(count));
    }

    @Override
    public int available() throws IOException {
        return way.io(target::available);
    }

    @Override
    public void close() throws IOException {
        way.io(() -> {
            target.close();
            return true;
        });
    }
}
