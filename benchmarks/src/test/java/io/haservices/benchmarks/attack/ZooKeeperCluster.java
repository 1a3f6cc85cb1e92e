package io.haservices.benchmarks.attack;

import io.haservices.testkit.servers.ZooKeeperServers;
import io.haservices.testkit.servers.ZooKeeperServersBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

record ZooKeeperCluster(ZooKeeperServers servers) implements Cluster {
    static Cluster start(Optional<Path> smallDisk) {
        ZooKeeperServersBuilder builder = ZooKeeperServers.version("3.9")
                .nodes(NODES)
                // In KiB: else the log alone would be larger than the small disk.
                .jvmOption("-Dzookeeper.preAllocSize=256");
        smallDisk.ifPresent(folder -> builder.dataOf(ON_SMALL_DISK, folder));
        return new ZooKeeperCluster(builder.start());
    }

    @Override
    public InetSocketAddress clientAddress(int node) {
        return servers.node(node).clientAddress();
    }

    @Override
    public Map<String, String> settings(List<InetSocketAddress> addresses, Duration sessionTimeout) {
        String quorum = addresses.stream()
                .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
                .collect(Collectors.joining(","));
        return Map.of(
                "high-availability",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                quorum,
                "high-availability.zookeeper.client.session-timeout",
                sessionTimeout.toMillis() + " ms");
    }

    @Override
    public int leader() {
        return servers.leader().id();
    }

    @Override
    public boolean isRunning(int node) {
        return servers.node(node).isRunning();
    }

    @Override
    public long pid(int node) {
        return servers.node(node).pid();
    }

    @Override
    public void kill(int node) {
        servers.node(node).kill();
    }

    @Override
    public void start(int node) {
        servers.node(node).start();
    }

    @Override
    public void pause(int node) {
        servers.node(node).pause();
    }

    @Override
    public void resume(int node) {
        servers.node(node).resume();
    }

    @Override
    public String logTail(int node) {
        return servers.node(node).logTail();
    }

    @Override
    public void isolate(int node) {
        servers.links().isolate(node);
    }

    @Override
    public void cutOneWay(int from, int to) {
        servers.links().cutOneWay(from, to);
    }

    @Override
    public void healLinks() {
        servers.links().heal();
    }

    @Override
    public void awaitReady() {
        servers.awaitReady();
    }

    @Override
    public void close() {
        servers.close();
    }
}
