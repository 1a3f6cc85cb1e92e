package io.haservices.spi.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes to be written; may be opened more than once, for a repetition of a failed attempt, and gives the same bytes each time. */
@FunctionalInterface
public interface BlobSource {
    /** The bytes from the beginning; the caller closes the stream. */
    InputStream open() throws IOException;

    /** These bytes; the array is not copied. */
    static BlobSource of(byte[] content) {
        return () -> new ByteArrayInputStream(content);
    }
}
