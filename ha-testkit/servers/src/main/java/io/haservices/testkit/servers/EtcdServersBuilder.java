package io.haservices.testkit.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which etcd servers to start; {@link EtcdServers#ofNodes(int)} makes one. Not safe for use by several threads. */
public final class EtcdServersBuilder {
    private final int nodes;
    private final List<String> tls = new ArrayList<>();
    private final List<String> more = new ArrayList<>();
    private final Map<Integer, Path> data = new LinkedHashMap<>();
    private boolean breakableLinks;
    private Duration startTimeout = Duration.ofSeconds(60);

    EtcdServersBuilder(int nodes) {
        if (nodes < 1 || nodes > Addresses.MOST_NODES) {
            throw new IllegalArgumentException("1 to " + Addresses.MOST_NODES + " nodes, not " + nodes);
        }
        this.nodes = nodes;
    }

    /** How long {@link #start()} and {@link EtcdServers#awaitReady()} wait; 60 s by default. */
    public EtcdServersBuilder startTimeout(Duration timeout) {
        startTimeout = timeout;
        return this;
    }

    /**
     * Clients have to speak TLS and to show a certificate of this authority. All files are PEM.
     *
     * @param certificate of the servers
     * @param key of the servers
     * @param trusted whose client certificates are accepted
     */
    public EtcdServersBuilder tls(Path certificate, Path key, Path trusted) {
        tls.addAll(List.of(
                "--cert-file=" + certificate.toAbsolutePath(),
                "--key-file=" + key.toAbsolutePath(),
                "--trusted-ca-file=" + trusted.toAbsolutePath(),
                "--client-cert-auth"));
        return this;
    }

    /** One more argument of the program, for instance {@code --auth-token-ttl=2}. */
    public EtcdServersBuilder argument(String argument) {
        more.add(argument);
        return this;
    }

    /** Where a node keeps its data, instead of the servers' temporary folder: on a small disk, say. Nobody deletes what it leaves there. */
    public EtcdServersBuilder dataOf(int node, Path folder) {
        data.put(node, folder);
        return this;
    }

    /** Lets the nodes reach each other through proxies, so that {@link EtcdServers#links()} can break the links between them. */
    public EtcdServersBuilder breakableLinks() {
        breakableLinks = true;
        return this;
    }

    /**
     * Starts the servers and returns when they serve.
     *
     * @throws IllegalStateException if there is no etcd here, or it doesn't serve in time, with the end of the nodes' logs
     */
    public EtcdServers start() {
        Path binary = Containers.areUsed()
                ? Containers.ETCD_PROGRAM
                : EtcdBinary.find().orElseThrow(() -> new IllegalStateException(EtcdServers.WHY_NOT));
        return EtcdServers.start(new EtcdSettings(
                binary, nodes, startTimeout, List.copyOf(tls), List.copyOf(more), breakableLinks, Map.copyOf(data)));
    }
}
