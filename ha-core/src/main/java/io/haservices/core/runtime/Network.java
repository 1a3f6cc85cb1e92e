package io.haservices.core.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** The network as far as the services use it by themselves. Calls back on the loop. */
public interface Network {
    /** An open listener. */
    interface Listening {
        /** Its port. */
        int port();

        /** Ends it and the connections that it accepted. Idempotent. */
        void close();
    }

    /**
     * Listens for connections.
     *
     * @param host the address to bind, or empty for all
     * @param port the port, or 0 for a free one
     * @param accept gets every new connection and gives its listener
     * @param failed is told why it accepts no more, unless it was closed
     */
    Listening listen(String host, int port, Function<Line, LineListener> accept, Consumer<String> failed)
            throws IOException;

    /** Begins to connect to host:port. */
    Line connect(String address, Duration timeout, LineListener listener);
}
