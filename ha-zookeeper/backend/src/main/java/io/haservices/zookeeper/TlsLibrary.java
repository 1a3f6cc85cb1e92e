package io.haservices.zookeeper;

/** What the client jar can do about TLS. Found by looking for its classes: none of them is touched. */
enum TlsLibrary {
    /** No client jar at all; that is reported elsewhere. */
    ABSENT,
    /** Client 3.4: talks in the clear whatever it is told. */
    PLAIN,
    /** Client 3.5: takes the highest version of TLS from us but no lowest one, and also accepts a server's address and what it is resolved back to. */
    LENIENT,
    /** Client 3.9: takes all from us, and checks names as browsers do. */
    STRICT;

    private static final String PACKAGE = "io/haservices/shaded/org/apache/zookeeper/";

    static TlsLibrary found() {
        if (!has("ZooKeeper")) {
            return ABSENT;
        }
        if (!has("client/ZKClientConfig")) {
            return PLAIN;
        }
        return has("common/SecretUtils") ? STRICT : LENIENT;
    }

    private static boolean has(String type) {
        return TlsLibrary.class.getClassLoader().getResource(PACKAGE + type + ".class") != null;
    }
}
