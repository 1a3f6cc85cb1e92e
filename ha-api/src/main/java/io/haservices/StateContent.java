package io.haservices;

import java.io.IOException;
import java.io.InputStream;

/** A state opened for reading. To be closed. Not for use by several threads at once. */
public interface StateContent extends AutoCloseable {
    /** What the pointer says. */
    StateInfo info();

    /**
     * The bytes, once. Unless the content was opened verified, length and checksum are checked at the end of the stream: the
     * last read throws {@link io.haservices.errors.DamagedStateException} when they differ (SS-07), so do not act on
     * anything before the end was reached.
     */
    InputStream stream();

    /** Closes the stream and removes a temporary copy, if there is one. Idempotent. */
    @Override
    void close() throws IOException;
}
