package io.haservices.benchmarks.attack;

import io.haservices.benchmarks.Service;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The servers under attack; nodes are numbered from 1. */
interface Cluster extends AutoCloseable {
    int NODES = 3;
    /** The node that is on the small disk, where there is one. */
    int ON_SMALL_DISK = NODES;

    static Cluster start(Service service, Optional<Path> smallDisk) {
        return service == Service.ETCD ? EtcdCluster.start(smallDisk) : ZooKeeperCluster.start(smallDisk);
    }

    InetSocketAddress clientAddress(int node);

    /** For a client that reaches the nodes at these addresses. */
    Map<String, String> settings(List<InetSocketAddress> addresses, Duration sessionTimeout);

    /** Waits for one. */
    int leader();

    boolean isRunning(int node);

    long pid(int node);

    void kill(int node);

    void start(int node);

    void pause(int node);

    void resume(int node);

    String logTail(int node);

    void isolate(int node);

    void cutOneWay(int from, int to);

    void healLinks();

    /** Waits until all nodes serve. */
    void awaitReady();

    @Override
    void close();
}
