package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.Op;
import io.haservices.shaded.org.apache.zookeeper.OpResult;
import io.haservices.shaded.org.apache.zookeeper.Watcher;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import io.haservices.shaded.org.apache.zookeeper.data.ACL;
import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.values.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One ZooKeeper handle, which is one session: its raw asynchronous calls. Replies come on the handle's own event thread, in the
 * order of the calls and together with the events of watches; they must not block it.
 */
final class Handle {
    private static final String CHANGE_SERVERS = "updateServerList";
    private static final byte[] NOTHING = {};
    private static final Pattern SERVER = Pattern.compile("remoteserver:(\\S+)");

    private final ZooKeeper zooKeeper;
    private volatile List<ACL> acl;
    private final Watcher nodeWatcher;
    /** The session, once there is one; set before the handle is used. */
    private volatile @Nullable LiveSession session;

    private volatile boolean synced;

    Handle(ZooKeeper zooKeeper, List<ACL> acl, Watcher nodeWatcher) {
        this.zooKeeper = zooKeeper;
        this.acl = acl;
        this.nodeWatcher = nodeWatcher;
    }

    /** A node; the value is empty when there is no data. */
    record Node(Bytes value, Stat stat) {}

    /** Gets the answer of a call; {@code value} is there when the code is OK. */
    interface Reply<T> {
        void on(ReplyCode code, @Nullable T value);
    }

    /** The id by which an entry names the session that it is bound to. */
    static String sessionId(long id) {
        return String.format("%016x", id);
    }

    @Nullable
    LiveSession session() {
        return session;
    }

    void begin(LiveSession begun) {
        session = begun;
    }

    /** The id of the session of this handle, or nothing that any session has. */
    String id() {
        LiveSession live = session;
        return live == null ? "" : live.id();
    }

    /** Whether reads on this handle see all that was committed before its session began. */
    boolean isSynced() {
        return synced;
    }

    /** Brings the server up to date; calls on this handle after this one see the result, for they are answered in order. */
    void sync(String path) {
        zooKeeper.sync(
                path,
                (rc, p, context) -> {
                    if (rc == 0) {
                        synced = true;
                    }
                },
                null);
    }

    void getData(String path, boolean watch, Reply<Node> reply) {
        zooKeeper.getData(
                path,
                watch ? nodeWatcher : null,
                (rc, p, context, data, stat) -> reply.on(
                        ReplyCode.of(rc), rc == 0 ? new Node(Bytes.of(data == null ? NOTHING : data), stat) : null),
                null);
    }

    void exists(String path, boolean watch, Reply<Stat> reply) {
        zooKeeper.exists(
                path, watch ? nodeWatcher : null, (rc, p, context, stat) -> reply.on(ReplyCode.of(rc), stat), null);
    }

    void getChildren(String path, boolean watch, Reply<List<String>> reply) {
        zooKeeper.getChildren(
                path,
                watch ? nodeWatcher : null,
                (int rc, String p, Object context, List<String> children) -> reply.on(ReplyCode.of(rc), children),
                null);
    }

    void setData(String path, byte[] data, Reply<Stat> reply) {
        zooKeeper.setData(path, data, -1, (rc, p, context, stat) -> reply.on(ReplyCode.of(rc), stat), null);
    }

    void create(String path, byte[] data, CreateMode mode, Reply<String> reply) {
        zooKeeper.create(path, data, acl, mode, (rc, p, context, name) -> reply.on(ReplyCode.of(rc), name), null);
    }

    /** Creates the nodes above this one where they are missing; replies with OK, or with what the first failing one answered. */
    void createAncestors(String path, Reply<String> reply) {
        List<String> ancestors = Layout.ancestors(path);
        FirstFailure failure = new FirstFailure();
        for (int i = 0; i < ancestors.size(); i++) {
            boolean last = i == ancestors.size() - 1;
            create(ancestors.get(i), NOTHING, CreateMode.PERSISTENT, (code, name) -> {
                failure.note(code);
                if (last) {
                    reply.on(failure.code, name);
                }
            });
        }
    }

    void multi(List<Op> operations, Reply<List<OpResult>> reply) {
        // Unlike the others, this one has results when it failed, too.
        zooKeeper.multi(operations, (rc, p, context, results) -> reply.on(ReplyCode.of(rc), results), null);
    }

    /** Whether the library lets a handle have other servers than it began with; 3.4 does not. */
    static boolean canChangeServers() {
        return Arrays.stream(ZooKeeper.class.getMethods())
                .anyMatch(method -> method.getName().equals(CHANGE_SERVERS));
    }

    /** Takes the next connections from among these servers. May block, and may end a connection that is there. */
    void useServers(String servers) throws ReflectiveOperationException {
        ZooKeeper.class.getMethod(CHANGE_SERVERS, String.class).invoke(zooKeeper, servers);
    }

    List<ACL> acl() {
        return acl;
    }

    /** Who may do what with nodes created from now on; for as long as nobody uses this handle. */
    void restrictTo(List<ACL> allowed) {
        acl = allowed;
    }

    /** The server that the handle is connected to, as far as the client tells; every client version has it in this text only. */
    String server() {
        Matcher server = SERVER.matcher(zooKeeper.toString());
        return server.find() ? server.group(1) : "none";
    }

    /** Only ever touched by the handle's event thread. */
    private static final class FirstFailure {
        private ReplyCode code = ReplyCode.OK;

        void note(ReplyCode seen) {
            if (code == ReplyCode.OK && seen != ReplyCode.NODE_EXISTS) {
                code = seen;
            }
        }
    }
}
