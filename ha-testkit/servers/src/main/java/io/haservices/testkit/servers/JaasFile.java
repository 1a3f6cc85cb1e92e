package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The text of a JAAS login configuration, section by section. Immutable. */
public final class JaasFile {
    /** ZooKeeper's own module for DIGEST-MD5, by the name that it has in the jars of the test servers. */
    public static final String DIGEST_MODULE = ServerJars.PACKAGE + "server.auth.DigestLoginModule";

    /** None yet. */
    public static final JaasFile EMPTY = new JaasFile("");

    private final String text;

    private JaasFile(String text) {
        this.text = text;
    }

    /** With a section that logs in by Kerberos with the keys of a file. */
    public JaasFile keytab(String section, Path keytab, String principal) {
        return section(
                section,
                "com.sun.security.auth.module.Krb5LoginModule",
                Map.of(
                        "useKeyTab", "true",
                        "storeKey", "true",
                        "doNotPrompt", "true",
                        "useTicketCache", "false",
                        "keyTab", keytab.toString(),
                        "principal", principal));
    }

    /** With a section of the servers that lets users in by DIGEST-MD5. */
    public JaasFile digestUsers(String section, Map<String, String> passwords) {
        Map<String, String> options = new TreeMap<>();
        passwords.forEach((user, password) -> options.put("user_" + user, password));
        return section(section, DIGEST_MODULE, options);
    }

    /** With a section of one required module. */
    public JaasFile section(String section, String module, Map<String, String> options) {
        StringBuilder more = new StringBuilder(text);
        more.append(section).append(" {\n  ").append(module).append(" required");
        new TreeMap<>(options)
                .forEach((key, value) -> more.append("\n    ")
                        .append(key)
                        .append("=\"")
                        .append(value)
                        .append('"'));
        return new JaasFile(more.append(";\n};\n").toString());
    }

    /** Writes it. */
    public Path writeTo(Path file) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
