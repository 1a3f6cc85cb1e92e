package io.haservices.testkit.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the builder collected. */
record EtcdSettings(
        Path binary,
        int nodes,
        Duration startTimeout,
        List<String> tls,
        List<String> more,
        boolean breakableLinks,
        Map<Integer, Path> data) {
    String scheme() {
        return tls.isEmpty() ? "http" : "https";
    }

    List<String> arguments(EtcdNode node, List<EtcdNode> members) {
        List<String> arguments = new ArrayList<>(List.of(
                "--name=" + node.name(),
                "--data-dir=" + node.data(),
                "--listen-client-urls=" + node.endpoint() + "," + node.controlUrl(),
                "--advertise-client-urls=" + node.endpoint(),
                "--listen-peer-urls=" + node.peerListenUrl(),
                "--initial-advertise-peer-urls=" + node.peerUrl(),
                "--listen-metrics-urls=" + node.healthUrl(),
                // Leases as short as one second; the least is one and a half times the first.
                "--election-timeout=500",
                "--heartbeat-interval=50",
                "--logger=zap",
                "--log-outputs=stderr",
                "--initial-cluster="
                        + members.stream()
                                .map(member -> member.name() + "=" + member.peerUrl())
                                .collect(Collectors.joining(","))));
        arguments.addAll(tls);
        arguments.addAll(more);
        return arguments;
    }
}
