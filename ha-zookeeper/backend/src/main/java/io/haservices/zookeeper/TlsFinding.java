package io.haservices.zookeeper;

/**
 * What came of trying to speak TLS with one server.
 *
 * @param server as the user named it
 * @param text the rest of a sentence that begins with the server
 */
record TlsFinding(String server, Kind kind, String text) {
    enum Kind {
        /** TLS works. */
        SOUND,
        /** There was nobody to speak with; that may change by itself. */
        UNREACHABLE,
        /** One of the two sides refuses, and will again. */
        REFUSED
    }

    @Override
    public String toString() {
        return server + " " + text;
    }
}
