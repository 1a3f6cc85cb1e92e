package io.haservices.cli.zookeeper;

import io.haservices.errors.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * One server, as clients are told of it.
 *
 * @param host a name or address, without brackets
 * @param port its port for clients
 */
record QuorumServer(String host, int port) {
    private static final int DEFAULT_PORT = 2181;

    /** Reads {@code host:port,[ipv6]:port,.../chroot}; tells of all that cannot be read at once. */
    static List<QuorumServer> all(String text) {
        int slash = text.indexOf('/');
        List<String> problems = new ArrayList<>();
        List<QuorumServer> servers = new ArrayList<>();
        for (String part : (slash < 0 ? text : text.substring(0, slash)).split(",", -1)) {
            try {
                servers.add(of(part.strip()));
            } catch (IllegalArgumentException e) {
                problems.add("'" + QuorumSetting.KEY + "': '" + part.strip() + "' is no server: " + e.getMessage()
                        + ". Write host:port or [IPv6 address]:port.");
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return servers;
    }

    private static QuorumServer of(String text) {
        int end = text.startsWith("[") ? text.indexOf(']') : -1;
        if (text.startsWith("[") && end < 0) {
            throw new IllegalArgumentException("']' is missing");
        }
        int colon = text.indexOf(':', Math.max(end, 0));
        String host = end > 0 ? text.substring(1, end) : colon < 0 ? text : text.substring(0, colon);
        if (host.isBlank()) {
            throw new IllegalArgumentException("it has no host");
        }
        return new QuorumServer(host.strip(), colon < 0 ? DEFAULT_PORT : port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        if (text.strip().matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text.strip());
            if (port > 0 && port < 65536) {
                return port;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no port");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
