package io.haservices.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/** Cuts a stream into parts. One is held at a time: in memory, or in a temporary file if it is larger than the first ones. */
final class PartReader implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final PartSizes sizes;
    private int number;
    private @Nullable Path file;

    PartReader(PartSizes sizes) {
        this.sizes = sizes;
    }

    /** The next part, which ends the use of the one before. */
    Part next(InputStream content) throws IOException {
        long size = sizes.of(++number);
        if (size > sizes.first()) {
            return spooled(content, size);
        }
        byte[] bytes = content.readNBytes((int) size);
        return new Part(bytes.length, Upload.body(bytes));
    }

    /** Whether this part is the last one: then it may be empty. */
    boolean isLast(Part part) {
        return part.length() < sizes.of(number);
    }

    private Part spooled(InputStream content, long size) throws IOException {
        if (file == null) {
            file = Files.createTempFile("ha-s3-", ".part");
        }
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (length < size) {
                int given = content.read(buffer, 0, (int) Math.min(BUFFER, size - length));
                if (given < 0) {
                    break;
                }
                out.write(buffer, 0, given);
                length += given;
            }
        }
        return new Part(length, RequestBody.fromFile(file));
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
