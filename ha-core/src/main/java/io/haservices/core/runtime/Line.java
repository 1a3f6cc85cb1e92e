package io.haservices.core.runtime;

/** One end of a connection that carries lines of text. */
public interface Line {
    /** Sends a line; nothing happens when the connection has ended, which its listener is told. Does not block. */
    void send(String text);

    /** Ends the connection; its listener is told nothing more. Idempotent. */
    void close();
}
