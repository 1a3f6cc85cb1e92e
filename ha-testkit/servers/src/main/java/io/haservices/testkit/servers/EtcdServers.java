package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Real etcd servers for tests, as processes on the loopback address, with a folder of their own. They die with the JVM that
 * started them. The program is the one that the environment variable {@code ETCD} names, else the one that the project's
 * {@code scripts/etcd} has unpacked, else the one in the PATH. Where a
 * Docker engine has the images of {@code scripts/containers}, the servers are containers instead; the system property {@code ha.test.servers}
 * ({@code auto}, {@code containers}, {@code processes}) decides.
 *
 * <pre>{@code
 * try (EtcdServers servers = EtcdServers.ofNodes(3).start()) {
 *     connect(servers.endpoints());
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread. Keep the calls of one fixture to one thread all the same, for what a fault does
 * depends on those before it.
 */
public final class EtcdServers implements AutoCloseable {
    /** What to print when {@link #areAvailable()} is false. */
    public static final String WHY_NOT =
            "there is no etcd here; run scripts/etcd, which unpacks Debian's, or let the environment variable ETCD name one";

    private final EtcdSettings settings;
    private final TemporaryFolder folder;
    private final List<EtcdNode> nodes = new ArrayList<>();
    private final Thread atExit = new Thread(this::release, "etcd-servers-cleanup");

    private @Nullable EtcdLinks links;
    private String rootPassword = "";

    private EtcdServers(EtcdSettings settings) {
        this.settings = settings;
        folder = TemporaryFolder.create("etcd-servers-");
        for (int id = 1; id <= settings.nodes(); id++) {
            nodes.add(new EtcdNode(id, settings, folder.path()));
        }
        if (settings.breakableLinks()) {
            EtcdLinks all = new EtcdLinks(nodes);
            nodes.forEach(node -> node.linkedBy(all));
            links = all;
        }
    }

    /** Whether servers can be started here. */
    public static boolean areAvailable() {
        return Containers.areUsed() || program().isPresent();
    }

    /** The program that is started as a process, if there is one here. */
    public static Optional<Path> program() {
        return EtcdBinary.find();
    }

    /** A cluster of so many nodes, 1 to 9; not yet started. */
    public static EtcdServersBuilder ofNodes(int nodes) {
        return new EtcdServersBuilder(nodes);
    }

    static EtcdServers start(EtcdSettings settings) {
        EtcdServers servers = new EtcdServers(settings);
        Runtime.getRuntime().addShutdownHook(servers.atExit);
        try {
            servers.nodes.forEach(node -> node.start(servers.nodes));
            servers.awaitReady();
            return servers;
        } catch (RuntimeException | Error e) {
            servers.close();
            throw e;
        }
    }

    /** All nodes, in the order of their numbers. */
    public List<EtcdNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The node of this number, from 1. */
    public EtcdNode node(int id) {
        return nodes.get(id - 1);
    }

    /**
     * What connects the nodes.
     *
     * @throws IllegalStateException unless {@link EtcdServersBuilder#breakableLinks()} was asked for
     */
    public EtcdLinks links() {
        if (links == null) {
            throw new IllegalStateException("breakable links were not asked for");
        }
        return links;
    }

    /** Where clients reach the nodes: URLs with {@code ,} between them. */
    public String endpoints() {
        return nodes.stream().map(EtcdNode::endpoint).collect(Collectors.joining(","));
    }

    /** The node that leads. Waits up to the start timeout while there is none. */
    public EtcdNode leader() {
        return Patience.await(
                        settings.startTimeout(),
                        () -> nodes.stream()
                                .filter(EtcdNode::isExpectedToServe)
                                .filter(EtcdServers::leads)
                                .findFirst())
                .orElseThrow(() -> new IllegalStateException("no etcd node leads\n" + logTails()));
    }

    /**
     * Waits, up to the start timeout, until all nodes that run and are not paused serve.
     *
     * @throws IllegalStateException if they don't in time, or if a process ended by itself; with the end of the nodes' logs
     */
    public void awaitReady() {
        if (!Patience.until(settings.startTimeout(), this::isReady)) {
            throw new IllegalStateException(
                    "the etcd servers don't serve after " + settings.startTimeout() + "\n" + logTails());
        }
    }

    /**
     * Revokes a lease, past all proxies; the entries that were bound to it are gone when this returns.
     *
     * @return false if the servers don't know such a lease, or no longer
     */
    public boolean revoke(long lease) {
        return ask("/v3/lease/revoke", "{\"ID\":\"" + lease + "\"}").isGood();
    }

    /** Discards the history before the present revision, so that no watch can go on from an older one. */
    public void compact() {
        String revision = ask("/v3/kv/range", "{\"key\":\"" + base64("none") + "\"}")
                .field("revision")
                .orElseThrow();
        require(ask("/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}"), "compact");
    }

    /** Creates {@code root} with the role root, and switches authentication on. From then on this object logs in as root. */
    public void enableAuthentication(String password) {
        require(ask("/v3/auth/user/add", "{\"name\":\"root\",\"password\":\"" + password + "\"}"), "add root");
        require(ask("/v3/auth/role/add", "{\"name\":\"root\"}"), "add the role root");
        require(ask("/v3/auth/user/grant", "{\"user\":\"root\",\"role\":\"root\"}"), "grant the role root");
        require(ask("/v3/auth/enable", "{}"), "enable authentication");
        rootPassword = password;
    }

    /**
     * Adds a user who may read and write the keys with this prefix, and nothing else; {@link #enableAuthentication} came before.
     */
    public void addUser(String user, String password, String prefix) {
        byte[] end = prefix.getBytes(UTF_8);
        end[end.length - 1]++;
        String permission = "{\"permType\":\"READWRITE\",\"key\":\"" + base64(prefix) + "\",\"range_end\":\""
                + Base64.getEncoder().encodeToString(end) + "\"}";
        require(ask("/v3/auth/user/add", "{\"name\":\"" + user + "\",\"password\":\"" + password + "\"}"), "add");
        require(ask("/v3/auth/role/add", "{\"name\":\"" + user + "\"}"), "add a role");
        require(
                ask("/v3/auth/role/grant", "{\"name\":\"" + user + "\",\"perm\":" + permission + "}"),
                "allow the prefix");
        require(ask("/v3/auth/user/grant", "{\"user\":\"" + user + "\",\"role\":\"" + user + "\"}"), "grant");
    }

    /** Kills all processes and deletes the folder. Returns when that is done; further calls do nothing. */
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
        return "etcd at " + endpoints();
    }

    private EtcdGateway.Answer ask(String path, String json) {
        EtcdGateway gateway = leader().gateway();
        String token = "";
        if (!rootPassword.isEmpty()) {
            token = gateway.post(
                            "/v3/auth/authenticate", "", "{\"name\":\"root\",\"password\":\"" + rootPassword + "\"}")
                    .field("token")
                    .orElseThrow();
        }
        return gateway.post(path, token, json);
    }

    private static boolean leads(EtcdNode node) {
        if (!node.isHealthy()) {
            return false;
        }
        try {
            EtcdGateway.Answer status = node.gateway().post("/v3/maintenance/status", "", "{}");
            return status.isGood() && status.field("member_id").equals(status.field("leader"));
        } catch (UncheckedIOException e) {
            // While a leader is elected, a node may not answer in time.
            return false;
        }
    }

    private static void require(EtcdGateway.Answer answer, String what) {
        if (!answer.isGood()) {
            throw new IllegalStateException("cannot " + what + ": " + answer.text());
        }
    }

    private boolean isReady() {
        List<EtcdNode> expected =
                nodes.stream().filter(EtcdNode::isExpectedToServe).toList();
        if (!expected.stream().allMatch(EtcdNode::isRunning)) {
            throw new IllegalStateException("an etcd server ended by itself\n" + logTails());
        }
        return expected.stream().allMatch(EtcdNode::isHealthy);
    }

    private String logTails() {
        return nodes.stream()
                .map(node -> "--- " + node + (node.isRunning() ? "" : ", not running") + "\n" + node.logTail())
                .collect(Collectors.joining("\n"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private synchronized void release() {
        nodes.forEach(EtcdNode::close);
        if (links != null) {
            links.close();
        }
        folder.delete();
    }
}
