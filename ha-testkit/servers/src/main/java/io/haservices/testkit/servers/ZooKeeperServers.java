package io.haservices.testkit.servers;

import io.haservices.testkit.proxy.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Real ZooKeeper servers for tests, each a process of its own on this machine, with free ports and a temporary folder; or each a container, where
 * a Docker engine has the images of {@code scripts/containers}. The system property {@code ha.test.servers} decides: {@code auto},
 * {@code containers} or {@code processes}.
 *
 * <pre>{@code
 * try (ZooKeeperServers servers = ZooKeeperServers.version("3.9").nodes(3).start()) {
 *     Client client = connect(servers.connectString());
 *     servers.leader().kill();
 *     servers.awaitReady();
 * }
 * }</pre>
 *
 * <p>Needs Linux (all of 127.0.0.0/8, and a shell for signals) and a folder with the servers' jars, see
 * {@link ZooKeeperServersBuilder#jars(Path)}. The servers die with this JVM, even if it is killed with SIGKILL and even if
 * they are paused; their folder is deleted by {@link #close()}, or when this JVM ends in good order.
 *
 * <p>All methods may be called from any thread. Nodes are numbered from 1.
 */
public final class ZooKeeperServers implements AutoCloseable {
    /** Of a session that is about to be ended: it should not outlive a failure to do so for long. */
    private static final Duration LAST_TIMEOUT = Duration.ofSeconds(5);

    private final ServerSettings settings;
    private final Addresses addresses;
    private final TemporaryFolder folder;
    private final PeerLinks links;
    private final List<ZooKeeperNode> nodes;
    private final Thread atExit = new Thread(this::release, "zookeeper-servers-at-exit");

    private ZooKeeperServers(ServerSettings settings, Addresses addresses, TemporaryFolder folder) {
        this.settings = settings;
        this.addresses = addresses;
        this.folder = folder;
        links = new PeerLinks(addresses);
        nodes = IntStream.rangeClosed(1, settings.nodes())
                .mapToObj(id -> new ZooKeeperNode(id, settings, addresses, folder.path()))
                .toList();
    }

    /**
     * Servers of this version, not yet started.
     *
     * @param version as in the {@code HA-ZooKeeper-Client} attribute of the jars: "3.4", "3.5" or "3.9"
     */
    public static ZooKeeperServersBuilder version(String version) {
        return new ZooKeeperServersBuilder(version);
    }

    static ZooKeeperServers start(ServerSettings settings) {
        ZooKeeperServers servers = new ZooKeeperServers(
                settings, Addresses.choose(settings.nodes()), TemporaryFolder.create("ha-zookeeper-"));
        try {
            Runtime.getRuntime().addShutdownHook(servers.atExit);
            servers.links.start();
            servers.nodes.forEach(ZooKeeperNode::start);
            servers.awaitReady();
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** The version that was asked for, such as "3.9". */
    public String version() {
        return settings.version();
    }

    /** The unit of time of the servers: sessions expire in steps of it. */
    public Duration tickTime() {
        return settings.tickTime();
    }

    /** All nodes, also those that don't run, in the order of their numbers. */
    public List<ZooKeeperNode> nodes() {
        return nodes;
    }

    /** The node of this number, from 1. */
    public ZooKeeperNode node(int id) {
        if (id < 1 || id > nodes.size()) {
            throw new IllegalArgumentException("no node " + id + " among " + nodes.size());
        }
        return nodes.get(id - 1);
    }

    /** Where clients reach all nodes directly, as {@code host:port,host:port,...}. Doesn't change. */
    public String connectString() {
        return nodes.stream().map(ZooKeeperNode::connectString).collect(Collectors.joining(","));
    }

    /** Where clients that speak TLS reach all nodes directly. Doesn't change. */
    public String secureConnectString() {
        return nodes.stream()
                .map(node -> ZooKeeperNode.hostAndPort(node.secureClientAddress()))
                .collect(Collectors.joining(","));
    }

    /** Where clients reach one node directly. */
    public String connectString(int node) {
        return node(node).connectString();
    }

    /** Where clients reach all nodes through {@link #clientProxy(int)}. Doesn't change. */
    public String proxiedConnectString() {
        return nodes.stream()
                .map(node -> ZooKeeperNode.hostAndPort(node.clientProxy().address()))
                .collect(Collectors.joining(","));
    }

    /** The proxy between clients and a node. It doesn't touch what the nodes say to each other; that is {@link #links()}. */
    public FaultProxy clientProxy(int node) {
        return node(node).clientProxy();
    }

    /** The links between the nodes. */
    public PeerLinks links() {
        return links;
    }

    /**
     * The node that leads: the only one if there is one, otherwise the one that says so; if two do, since one doesn't know yet that it is
     * cut off, the one of the later epoch. Waits up to the start timeout while there is none.
     *
     * @throws IllegalStateException if there is none in time, with the end of the nodes' logs
     */
    public ZooKeeperNode leader() {
        return Patience.await(settings.startTimeout(), this::currentLeader)
                .orElseThrow(() -> new IllegalStateException(
                        "no ZooKeeper node leads after " + settings.startTimeout() + "\n" + logTails()));
    }

    /** The nodes that say now that they follow a leader; doesn't wait. */
    public List<ZooKeeperNode> followers() {
        return nodes.stream()
                .filter(node -> node.mode().filter("follower"::equals).isPresent())
                .toList();
    }

    /**
     * Waits, up to the start timeout, until all nodes that run and are not paused serve, one of them as the leader and all others as followers.
     *
     * @throws IllegalStateException if they don't in time, or if a process ended by itself; with the end of the nodes' logs
     */
    public void awaitReady() {
        AtomicInteger tries = new AtomicInteger();
        // A server that is just starting may lose a question, so the first ones don't wait long for the answer; a busy
        // machine needs longer, so the later ones do.
        if (!Patience.until(
                settings.startTimeout(), () -> isReady(Duration.ofMillis(100L * tries.incrementAndGet())))) {
            throw new IllegalStateException(
                    "the ZooKeeper servers don't serve after " + settings.startTimeout() + "\n" + logTails());
        }
    }

    /**
     * Ends a session as if it had expired, knowing nothing but its id: the password follows from it.
     *
     * @see #expire(long, byte[])
     */
    public boolean expire(long sessionId) {
        return expire(sessionId, RawSession.passwordOf(sessionId));
    }

    /**
     * Ends a session as if it had expired: its ephemeral entries are gone when this returns, and its client learns of it when it next
     * reconnects. Goes to the servers directly, past {@link #clientProxy(int)}.
     *
     * @return false if the servers don't know such a session, or no longer
     * @throws IllegalStateException if no server could do it
     */
    public boolean expire(long sessionId, byte[] password) {
        try (RawSession session = RawSession.connect(leader().clientAddress(), sessionId, password, LAST_TIMEOUT)) {
            if (session.id() != sessionId) {
                return false;
            }
            session.end();
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "session 0x" + Long.toHexString(sessionId) + " may not have been ended: " + e, e);
        }
    }

    /** Kills all processes, closes all proxies, and deletes the folder. Returns when that is done; further calls do nothing. */
    @Override
    public void close() {
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook finds nothing left to do.
        }
    }

    @Override
    public String toString() {
        return "ZooKeeper " + version() + " at " + connectString();
    }

    private boolean isReady(Duration answerTimeout) {
        List<ZooKeeperNode> expected =
                nodes.stream().filter(ZooKeeperNode::isExpectedToServe).toList();
        if (!expected.stream().allMatch(ZooKeeperNode::isRunning)) {
            throw new IllegalStateException("a ZooKeeper server ended by itself\n" + logTails());
        }
        List<ZooKeeperNode.Status> serving = expected.stream()
                .flatMap(node -> node.status(answerTimeout).stream())
                .toList();
        long leaders = serving.stream().filter(ZooKeeperNode.Status::leads).count();
        return serving.size() == expected.size() && leaders == 1;
    }

    private Optional<ZooKeeperNode> currentLeader() {
        return nodes.stream()
                .flatMap(node -> node.status().stream())
                .filter(ZooKeeperNode.Status::leads)
                .max(Comparator.comparingLong(ZooKeeperNode.Status::epoch))
                .map(ZooKeeperNode.Status::node);
    }

    private String logTails() {
        return nodes.stream()
                .map(node -> "--- " + node + (node.isRunning() ? "" : ", not running") + "\n" + node.logTail())
                .collect(Collectors.joining("\n"));
    }

    private synchronized void release() {
        nodes.forEach(ZooKeeperNode::close);
        links.close();
        addresses.release();
        folder.delete();
    }
}
