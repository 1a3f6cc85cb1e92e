package io.haservices.zookeeper;

import java.nio.file.Path;
import javax.security.auth.login.Configuration;

/** The login configuration of this JVM, as if it had been started with this file. */
final class Jaas implements AutoCloseable {
    private static final String PROPERTY = "java.security.auth.login.config";

    private Jaas() {}

    static Jaas of(Path file) {
        System.setProperty(PROPERTY, file.toString());
        Configuration.setConfiguration(null);
        return new Jaas();
    }

    /** The class of what is in force, if anything is. */
    static String name() {
        try {
            return Configuration.getConfiguration().getClass().getName();
        } catch (SecurityException e) {
            return "none";
        }
    }

    @Override
    public void close() {
        System.clearProperty(PROPERTY);
        Configuration.setConfiguration(null);
    }
}
