package io.haservices.testkit.servers;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the builder collected. */
record ServerSettings(
        String version,
        int nodes,
        List<Path> classPath,
        Duration startTimeout,
        Map<String, String> configuration,
        List<String> jvmOptions,
        Map<Integer, Path> data) {
    /** Stands for the number of the node in values of the configuration. */
    static final String NODE = "{node}";

    static final String KEY_STORE = "ssl.keyStore.location";

    Duration tickTime() {
        return Duration.ofMillis(Long.parseLong(configuration.getOrDefault("tickTime", "0")));
    }

    /** Whether there is a port for clients that speak TLS. */
    boolean isSecure() {
        return configuration.containsKey(KEY_STORE);
    }

    /** The text of zoo.cfg for this node, the same on every node but for its own client ports, key store and folder. */
    String zooCfg(int id, Addresses addresses, Path dataDir) {
        StringBuilder lines = new StringBuilder();
        configuration.forEach((key, value) -> line(lines, key, value.replace(NODE, Integer.toString(id))));
        line(lines, "dataDir", dataDir.toString());
        line(lines, "clientPortAddress", addresses.client(id).getAddress().getHostAddress());
        line(lines, "clientPort", Integer.toString(addresses.client(id).getPort()));
        if (isSecure()) {
            InetSocketAddress secure = addresses.secureClient(id);
            line(lines, "secureClientPortAddress", secure.getAddress().getHostAddress());
            line(lines, "secureClientPort", Integer.toString(secure.getPort()));
        }
        for (int peer = 1; nodes > 1 && peer <= nodes; peer++) {
            line(
                    lines,
                    "server." + peer,
                    Addresses.name(peer) + ":" + addresses.quorum(peer).getPort() + ":"
                            + addresses.election(peer).getPort());
        }
        return lines.toString();
    }

    List<String> jvmOptions(Path hostsFile) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Djdk.net.hosts.file=" + hostsFile);
        return options;
    }

    private static void line(StringBuilder lines, String key, String value) {
        lines.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n');
    }
}
