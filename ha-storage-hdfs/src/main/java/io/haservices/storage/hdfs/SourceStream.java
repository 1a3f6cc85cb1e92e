package io.haservices.storage.hdfs;

import io.haservices.spi.storage.BlobSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A source's bytes, whose failures can be told from those of HDFS. */
final class SourceStream extends FilterInputStream {
    SourceStream(BlobSource source) throws SourceException {
        super(open(source));
    }

    private static InputStream open(BlobSource source) throws SourceException {
        try {
            return source.open();
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        try {
            return super.read(target, offset, count);
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } catch (IOException e) {
            throw new SourceException(e);
        }
    }
}
