package io.haservices.bootstrap;

import java.util.ArrayList;
import java.util.List;

/**
 * A host with the parts behind it, as ZooKeeper writes them: {@code host:2888:3888} or {@code [::1]:2888:3888}. Splitting at every colon
 * would break the second.
 *
 * @param host without brackets
 * @param rest what follows the host, split at colons
 */
record Endpoint(String host, List<String> rest) {
    static Endpoint parse(String text, String where) {
        if (!text.startsWith("[")) {
            List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
            String host = parts.remove(0);
            if (host.isBlank()) {
                throw malformed(where, text, "it has no host");
            }
            return new Endpoint(host, parts);
        }
        int end = text.indexOf(']');
        if (end < 0) {
            throw malformed(where, text, "']' is missing");
        }
        String behind = text.substring(end + 1);
        if (behind.isEmpty()) {
            return new Endpoint(text.substring(1, end), List.of());
        }
        if (!behind.startsWith(":")) {
            throw malformed(where, text, "':' must follow ']'");
        }
        return new Endpoint(text.substring(1, end), List.of(behind.substring(1).split(":", -1)));
    }

    static int port(String text, String where) {
        try {
            int port = Integer.parseInt(text.strip());
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with numbers out of range.
        }
        throw BootstrapException.configuration(where + ": '" + text + "' is no port (1 to 65535).");
    }

    /** The host as it stands before a colon. */
    static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    static BootstrapException malformed(String where, String text, String why) {
        return BootstrapException.configuration(
                where + "=" + text + " cannot be read: " + why
                        + ". Write host, host:port, host:port:port or [address]:port:port, then ':observer' or ';clientPort' if needed.");
    }
}
