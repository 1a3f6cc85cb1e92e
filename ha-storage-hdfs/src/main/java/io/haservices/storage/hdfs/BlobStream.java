package io.haservices.storage.hdfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataInputStream;

/** A blob's bytes; Hadoop's client checks each block's checksum, and goes to another DataNode when one fails. */
final class BlobStream extends InputStream {
    private static final int HEAD = 8192;

    private final Retries retries;
    private final FSDataInputStream file;
    private final String what;
    private final Reasons reasons;

    /** What was read when it was opened, of which some may be given already. */
    private final ByteBuffer head;

    private long position;
    private boolean closed;

    private BlobStream(Retries retries, FSDataInputStream file, ByteBuffer head, String what, Reasons reasons) {
        this.head = head;
        this.retries = retries;
        this.file = file;
        this.what = what;
        this.reasons = reasons;
    }

    /** Reads the first bytes, as far as they come in one piece. */
    static BlobStream begin(Retries retries, FSDataInputStream file, String what, Reasons reasons) throws IOException {
        byte[] first = new byte[HEAD];
        return new BlobStream(retries, file, ByteBuffer.wrap(first, 0, Math.max(0, file.read(first))), what, reasons);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (closed) {
            throw new IOException("the stream of the " + what + " is closed");
        }
        if (head.hasRemaining()) {
            int given = Math.min(count, head.remaining());
            head.get(target, offset, given);
            position += given;
            return given;
        }
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
