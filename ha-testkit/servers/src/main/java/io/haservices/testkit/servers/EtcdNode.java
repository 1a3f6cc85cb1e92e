package io.haservices.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@link EtcdServers}: a process or a container that can be paused, killed and started again with the same data. All methods may be
 * called from any thread; those that change the process block until it is done, but not until the cluster has adapted: use
 * {@link EtcdServers#awaitReady()} for that.
 */
public final class EtcdNode {
    private static final int LOG_TAIL_LINES = 40;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    private final int id;
    private final EtcdSettings settings;
    private final Path folder;
    private final InetSocketAddress client = Ports.freeAt(InetAddress.getLoopbackAddress());
    private final InetSocketAddress peer = Ports.freeAt(InetAddress.getLoopbackAddress());
    private final InetSocketAddress control = Ports.freeAt(InetAddress.getLoopbackAddress());
    private final InetSocketAddress health = Ports.freeAt(InetAddress.getLoopbackAddress());
    private @Nullable EtcdLinks links;
    private @Nullable ServerRun process;

    EtcdNode(int id, EtcdSettings settings, Path root) {
        this.id = id;
        this.settings = settings;
        this.folder = root.resolve("node-" + id);
    }

    /** The number of this node in the cluster, from 1. */
    public int id() {
        return id;
    }

    /** Where clients reach this node; stays the same across restarts. */
    public InetSocketAddress clientAddress() {
        return client;
    }

    /** {@link #clientAddress()} as a URL, {@code https} when the servers speak TLS. */
    public String endpoint() {
        return settings.scheme() + "://" + ZooKeeperNode.hostAndPort(client);
    }

    /** Whether the process exists, also while it is paused. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Whether {@link #pause()} is in force. */
    public synchronized boolean isPaused() {
        return process != null && process.isAlive() && process.isPaused();
    }

    /** The id of the running process. */
    public synchronized long pid() {
        return running().pid();
    }

    /** Kills the process at once (SIGKILL), also when it is paused; returns when it is gone. Does nothing if it doesn't run. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** {@link #kill()}, then {@link #start()}. */
    public synchronized void restart() {
        kill();
        start();
    }

    /** Starts the process with the data of its last run, if there is one. Does nothing if it runs. */
    public synchronized void start() {
        start(List.of(this));
    }

    /**
     * Stops the process where it is (SIGSTOP): its connections stay open, the kernel goes on accepting connections for it, and nothing
     * is answered. Does nothing if it is paused.
     *
     * @throws IllegalStateException if it doesn't run
     */
    public synchronized void pause() {
        running().pause();
    }

    /**
     * Lets a paused process go on (SIGCONT). Does nothing if it is not paused.
     *
     * @throws IllegalStateException if it doesn't run
     */
    public synchronized void resume() {
        running().resume();
    }

    /** The last lines of what the process, in all its runs, has written. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(logFile(), StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public String toString() {
        return "etcd node " + id + " at " + endpoint();
    }

    /** The first start tells who the members are; later ones know it from their data. */
    synchronized void start(List<EtcdNode> members) {
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + this, e);
        }
        List<String> command = new ArrayList<>();
        command.add(settings.binary().toString());
        command.addAll(settings.arguments(this, members));
        Map<String, String> environment = links == null ? Map.of() : links.environment(id);
        process = Containers.areUsed()
                ? ServerContainer.start(Containers.ETCD, logFile(), command, environment)
                : ServerProcess.start(logFile(), command, environment);
    }

    synchronized void linkedBy(EtcdLinks all) {
        links = all;
    }

    String name() {
        return "etcd-" + id;
    }

    /** Where it listens for its peers. */
    InetSocketAddress peerAddress() {
        return peer;
    }

    String peerListenUrl() {
        return "http://" + ZooKeeperNode.hostAndPort(peer);
    }

    /** Where its peers look for it. */
    String peerUrl() {
        return settings.breakableLinks() ? "http://" + PeerRouter.host(id) + ":" + peer.getPort() : peerListenUrl();
    }

    String healthUrl() {
        return "http://" + ZooKeeperNode.hostAndPort(health);
    }

    Path data() {
        return settings.data().getOrDefault(id, folder.resolve("data"));
    }

    /** Without TLS, whatever clients have to speak: for what tests ask of it. */
    String controlUrl() {
        return "http://" + ZooKeeperNode.hostAndPort(control);
    }

    EtcdGateway gateway() {
        return new EtcdGateway(control, ANSWER_TIMEOUT);
    }

    /** Whether it has a leader and can read through it. */
    boolean isHealthy() {
        return new EtcdGateway(health, ANSWER_TIMEOUT)
                .get("/health")
                .filter(answer -> answer.contains("true"))
                .isPresent();
    }

    /** Neither killed nor paused, on purpose. */
    synchronized boolean isExpectedToServe() {
        return process != null && !process.isPaused();
    }

    void close() {
        kill();
        Ports.release(client);
        Ports.release(peer);
        Ports.release(control);
        Ports.release(health);
    }

    private ServerRun running() {
        ServerRun current = process;
        if (current == null || !current.isAlive()) {
            throw new IllegalStateException(this + " doesn't run");
        }
        return current;
    }

    private Path logFile() {
        return folder.resolve("server.log");
    }
}
