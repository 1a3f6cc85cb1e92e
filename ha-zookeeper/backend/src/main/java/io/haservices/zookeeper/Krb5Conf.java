package io.haservices.zookeeper;

import io.haservices.errors.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The JVM's Kerberos configuration. There is one for the whole JVM: a file that is asked for is put into force while somebody uses
 * it, unless the JVM was started with another one.
 */
final class Krb5Conf {
    private static final String PROPERTY = "java.security.krb5.conf";
    private static int users;
    private static boolean set;

    private Krb5Conf() {}

    /** Why this file cannot be used, or nothing. */
    static Optional<String> problem(String file) {
        if (!Files.isReadable(Path.of(file))) {
            return Optional.of("there is no file " + file + " that this process may read.");
        }
        String present = System.getProperty(PROPERTY);
        if (present != null && !present.equals(file)) {
            return Optional.of(file + " is asked for, but this JVM already uses " + present + " (system property "
                    + PROPERTY + "), and it can use one only. Name the same file in both places.");
        }
        return Optional.empty();
    }

    /** Every call has to be followed by one of {@link #release()}. */
    static synchronized void use(String file) {
        problem(file).ifPresent(problem -> {
            throw new ConfigurationException("'" + SaslOptions.KRB5_CONF.key() + "': " + problem);
        });
        users++;
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, file);
            set = true;
        }
    }

    static synchronized void release() {
        if (--users == 0 && set) {
            set = false;
            System.clearProperty(PROPERTY);
        }
    }

    /** The ticket cache that the environment names; empty for the usual one. */
    static String ticketCache() {
        String cache = System.getenv("KRB5CCNAME");
        return cache == null ? "" : cache.replaceFirst("^FILE:", "");
    }
}
