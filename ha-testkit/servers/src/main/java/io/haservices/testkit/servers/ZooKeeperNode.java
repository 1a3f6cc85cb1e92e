package io.haservices.testkit.servers;

import io.haservices.testkit.proxy.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@link ZooKeeperServers}: a process or a container that can be paused, killed and started again with the same data. All methods
 * may be called from any thread; those that change the process block until it is done. The methods do not wait until the ensemble has
 * adapted: use {@link ZooKeeperServers#awaitReady()} for that.
 */
public final class ZooKeeperNode {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    private static final Pattern MODE = Pattern.compile("(?m)^Mode: (\\w+)");
    private static final Pattern ZXID = Pattern.compile("(?m)^Zxid: 0x([0-9a-f]+)");
    private static final int LOG_TAIL_LINES = 40;

    private final int id;
    private final ServerSettings settings;
    private final Addresses addresses;
    private final Path folder;
    private @Nullable ServerRun process;
    private @Nullable FaultProxy clientProxy;

    ZooKeeperNode(int id, ServerSettings settings, Addresses addresses, Path root) {
        this.id = id;
        this.settings = settings;
        this.addresses = addresses;
        this.folder = root.resolve("node-" + id);
    }

    /** The number of this node in the ensemble, from 1; its {@code myid}. */
    public int id() {
        return id;
    }

    /** Where clients reach this node directly; stays the same across restarts. */
    public InetSocketAddress clientAddress() {
        return addresses.client(id);
    }

    /** {@link #clientAddress()} as {@code host:port}. */
    public String connectString() {
        return hostAndPort(clientAddress());
    }

    /** Where clients that speak TLS reach this node directly; stays the same across restarts. */
    public InetSocketAddress secureClientAddress() {
        if (!settings.isSecure()) {
            throw new IllegalStateException("there is no secure port; ZooKeeperServersBuilder.secure opens one");
        }
        return addresses.secureClient(id);
    }

    /** A proxy in front of {@link #clientAddress()}, made at the first call and closed with the servers. */
    public synchronized FaultProxy clientProxy() {
        FaultProxy proxy = clientProxy;
        if (proxy == null) {
            InetSocketAddress address = Ports.freeAt(clientAddress().getAddress());
            proxy = FaultProxy.to(clientAddress()).listeningOn(address).start();
            clientProxy = proxy;
        }
        return proxy;
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

    /** Starts the process with the data of its last run, if there is one. Does nothing if it runs. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path data = Files.createDirectories(settings.data().getOrDefault(id, folder.resolve("data")));
            Files.writeString(data.resolve("myid"), id + "\n");
            Path hosts = Files.writeString(folder.resolve("hosts"), addresses.hostsFile(id));
            Path config = Files.writeString(folder.resolve("zoo.cfg"), settings.zooCfg(id, addresses, data));
            process = Containers.areUsed()
                    ? ServerContainer.start(Containers.ZOOKEEPER, logFile(), inContainer(hosts, config), Map.of())
                    : ServerProcess.start(
                            settings.classPath(),
                            settings.jvmOptions(hosts),
                            logFile(),
                            List.of(ServerJars.MAIN_CLASS, config.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + this, e);
        }
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

    /**
     * Stops the process where it is (SIGSTOP): its connections stay open, the kernel goes on accepting connections for it, and nothing is
     * answered. Does nothing if it is paused.
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

    /**
     * The answer to a four-letter word, asked over a connection of its own that no fault of this test kit touches; empty if the node doesn't
     * answer within 2 s.
     *
     * @param word one of srvr, ruok, mntr, cons and dump
     */
    public Optional<String> ask(String word) {
        return FourLetterWord.ask(clientAddress(), word, ANSWER_TIMEOUT);
    }

    /** The node's own opinion of its role: "leader", "follower" or "standalone"; empty if it doesn't serve clients or doesn't answer. */
    public Optional<String> mode() {
        return status().map(Status::mode);
    }

    /** The last lines of what the process, in all its runs, has written. */
    public String logTail() {
        try {
            List<String> lines =
                    Files.readAllLines(logFile(), Charset.forName(System.getProperty("native.encoding", "UTF-8")));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public String toString() {
        return "ZooKeeper " + settings.version() + " node " + id + " at " + connectString();
    }

    /** Neither killed nor paused, on purpose. */
    synchronized boolean isExpectedToServe() {
        return process != null && !process.isPaused();
    }

    /** What srvr says. */
    record Status(ZooKeeperNode node, String mode, long epoch) {
        boolean leads() {
            return !mode.equals("follower") && !mode.equals("observer");
        }
    }

    Optional<Status> status() {
        return status(ANSWER_TIMEOUT);
    }

    Optional<Status> status(Duration timeout) {
        return isRunning() && !isPaused()
                ? FourLetterWord.ask(clientAddress(), "srvr", timeout).flatMap(this::parse)
                : Optional.empty();
    }

    static String hostAndPort(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    synchronized void close() {
        kill();
        if (clientProxy != null) {
            InetSocketAddress address = clientProxy.address();
            clientProxy.close();
            Ports.release(address);
            clientProxy = null;
        }
    }

    private Optional<Status> parse(String srvr) {
        Matcher mode = MODE.matcher(srvr);
        Matcher zxid = ZXID.matcher(srvr);
        // The upper half of a transaction id is the epoch of the leader that made it.
        return mode.find() && zxid.find()
                ? Optional.of(new Status(this, mode.group(1), Long.parseUnsignedLong(zxid.group(1), 16) >>> 32))
                : Optional.empty();
    }

    private List<String> inContainer(Path hosts, Path config) {
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(settings.jvmOptions(hosts));
        command.add("-cp");
        command.add(settings.classPath().stream()
                .map(jar -> Containers.ZOOKEEPER_JARS.resolve(jar.getFileName()).toString())
                .collect(Collectors.joining(":")));
        command.add(ServerJars.MAIN_CLASS);
        command.add(config.toString());
        return command;
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
