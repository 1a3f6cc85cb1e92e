package io.haservices.storage.hdfs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The JVM's Kerberos configuration, of which there is one. */
final class Krb5Conf {
    private static final String PROPERTY = "java.security.krb5.conf";

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

    /** Left in force: logins are renewed for as long as the JVM lives, also by others. */
    static void use(String file) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, file);
        }
    }

    /** The ticket cache that the environment names, if it does. */
    static Optional<String> ticketCache() {
        return Optional.ofNullable(System.getenv("KRB5CCNAME"))
                .map(cache -> cache.replaceFirst("^FILE:", ""))
                .filter(cache -> !cache.isBlank());
    }
}
