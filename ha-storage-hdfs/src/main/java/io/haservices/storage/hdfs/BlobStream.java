package io.haservices.storage.hdfs;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;

/** A blob's bytes; Hadoop's client checks each block's checksum, and goes to another DataNode when one fails. */
final class BlobStream extends InputStream {
    private final Retries retries;
    private final FSDataInputStream file;
    private final String what;
    private final Reasons reasons;
    private long position;
    private boolean closed;

    BlobStream(Retries retries, FSDataInputStream file, String what, Reasons reasons) {
        this.retries = retries;
        this.file = file;
        this.what = what;
        this.reasons = reasons;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        try {
            // A failed one has not moved on; the NameNode is asked again every ten blocks.
            int given = retries.run(fileSystem -> file.read(target, offset, count));
            position += Math.max(0, given);
            return given;
        } catch (IOException e) {
            throw new IOException("reading the " + what + " failed after " + position + " bytes: " + reasons.of(e), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        PluginClassLoader.call(() -> {
            file.close();
            return file;
        });
    }
}
