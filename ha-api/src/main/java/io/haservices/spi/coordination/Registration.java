package io.haservices.spi.coordination;

/** What ends a watch or a listener. */
public interface Registration extends AutoCloseable {
    /** Ends it. Idempotent, does not block; a call already under way may still finish, none begins after this returned (CO-14). */
    @Override
    void close();
}
