package io.haservices.bootstrap;

import java.util.List;
import java.util.stream.Stream;

/**
 * A host with the parts behind it, as ZooKeeper writes them: {@code host:2888:3888} or {@code [::1]:2888:3888}. Splitting at every colon
 * would break the second.
 *
 * @param host without brackets
 * @param rest what follows the host, split at colons
 */
record Endpoint(String host, List<String> rest) {
    private static final String NAME = "[A-Za-z0-9_]([A-Za-z0-9_.-]*)";
    private static final String IPV6 = "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?";

    static Endpoint parse(String text, String where) {
        if (!text.startsWith("[")) {
            return unbracketed(text, where);
        }
        int end = text.indexOf(']');
        if (end < 0) {
            throw malformed(where, text, "']' is missing");
        }
        String host = text.substring(1, end).strip();
        if (!host.matches(IPV6)) {
            throw malformed(where, text, "in brackets stands an IPv6 address, and '" + host + "' is none");
        }
        String behind = text.substring(end + 1).strip();
        if (behind.isEmpty()) {
            return new Endpoint(host, List.of());
        }
        if (!behind.startsWith(":")) {
            throw malformed(where, text, "':' must follow ']'");
        }
        return new Endpoint(host, parts(behind.substring(1)));
    }

    private static Endpoint unbracketed(String text, String where) {
        if (text.contains("::") || text.split(":", -1).length > 4) {
            throw malformed(where, text, "there are too many colons; an IPv6 address stands in brackets");
        }
        List<String> parts = parts(text);
        String host = parts.get(0);
        if (host.isEmpty()) {
            throw malformed(where, text, "it has no host");
        }
        if (text.contains("#")) {
            throw malformed(where, text, "a comment stands on a line of its own");
        }
        if (!host.matches(NAME)) {
            throw malformed(where, text, "'" + host + "' is no host name");
        }
        return new Endpoint(host, parts.subList(1, parts.size()));
    }

    private static List<String> parts(String text) {
        return Stream.of(text.split(":", -1)).map(String::strip).toList();
    }

    static int port(String text, String where) {
        if (text.strip().matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text.strip());
            if (port > 0 && port < 65536) {
                return port;
            }
        }
        throw BootstrapException.configuration(where + ": '" + text + "' is no port (1 to 65535).");
    }

    /** The host as it stands before a colon. */
    static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Whether this stands for all addresses of the machine. */
    static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.matches("[0:]*:[0:]*");
    }

    static BootstrapException malformed(String where, String text, String why) {
        return BootstrapException.configuration(
                where + ": '" + text + "' cannot be read: " + why
                        + ". Write host, host:port, host:port:port or [address]:port:port, then ':observer' or ';clientPort' if needed.");
    }
}
