package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.Version;

/** What the client jar says about itself. Links to its classes: only to be touched when there is one. */
final class ClientLibrary {
    private ClientLibrary() {}

    /** Asked at run time: the constants of that class would be compiled into this one. */
    static String version() {
        return Version.getVersion();
    }
}
