package io.haservices.zookeeper;

import io.haservices.config.Configuration;
import java.util.List;
import java.util.Map;

/** How connections are encrypted, read and checked. */
record TlsSettings(boolean enabled) {
    static final TlsSettings NONE = new TlsSettings(false);

    /** Adds all that is wrong to the problems. */
    static TlsSettings read(Configuration configuration, List<String> problems) {
        return NONE;
    }

    /** What the client library has to be told. */
    Map<String, String> clientProperties() {
        return Map.of();
    }
}
