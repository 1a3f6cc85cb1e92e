package io.haservices.zookeeper;

import io.haservices.config.Configuration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keys that ask for an encrypted or authenticated connection in a way that this version cannot give. To ignore one would be
 * to talk in the clear to somebody who believes otherwise.
 */
final class SecurityKeys {
    private static final List<String> UNSUPPORTED = List.of(
            "high-availability.zookeeper.client.ssl.",
            "high-availability.zookeeper.ssl.",
            "high-availability.zookeeper.client.sasl.",
            "high-availability.zookeeper.sasl.",
            "zookeeper.ssl.",
            "zookeeper.sasl.",
            "zookeeper.client.secure",
            "zookeeper.clientcnxnsocket",
            "security.kerberos.login.");

    private SecurityKeys() {}

    static List<String> problems(Configuration configuration) {
        return configuration.asMap().entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(key -> !SaslOptions.has(key))
                .filter(key -> !TlsOptions.has(key))
                .filter(SecurityKeys::isUnsupported)
                .map(key -> "'" + key
                        + "' is not known: it looks like a setting for protected connections to ZooKeeper, and to ignore it"
                        + " would be a surprise. docs/operations/zookeeper-security.md has the keys that there are.")
                .toList();
    }

    private static boolean isUnsupported(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return UNSUPPORTED.stream().anyMatch(lower::startsWith);
    }
}
