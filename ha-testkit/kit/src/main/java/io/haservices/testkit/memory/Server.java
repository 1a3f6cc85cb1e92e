package io.haservices.testkit.memory;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.WatchListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The service behind {@link InMemoryCoordinationService}: what arrives at it, and what it sends. Its monitor is the lock of everything. */
class Server {
    private final InMemorySettings settings;
    private final ServerSessions sessions;
    private final Engine engine;
    private final Map<String, Tree> trees = new HashMap<>();
    private final Map<String, Connection> bySession = new LinkedHashMap<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Deque<Runnable> stalled = new ArrayDeque<>();
    private Supplier<Duration> latency = () -> Duration.ZERO;
    private boolean paused;

    Server(InMemorySettings settings) {
        this.settings = settings;
        this.engine = newEngine();
        this.sessions = newSessions();
    }

    InMemorySettings settings() {
        return settings;
    }

    Timeline timeline() {
        return settings.timeline();
    }

    ServerSessions sessions() {
        return sessions;
    }

    Duration latency() {
        return latency.get();
    }

    void latency(Supplier<Duration> supplier) {
        latency = supplier;
    }

    Tree tree(String clusterId) {
        return trees.computeIfAbsent(clusterId, id -> newTree());
    }

    void join(Connection connection) {
        connections.add(connection);
        connection.connect();
    }

    void leave(Connection connection) {
        connections.remove(connection);
        bySession.values().removeIf(connection::equals);
    }

    Map<String, Connection> bySession() {
        return bySession;
    }

    List<Connection> connections() {
        return List.copyOf(connections);
    }

    void pause() {
        paused = true;
        sessions.freeze();
    }

    void resume() {
        paused = false;
        sessions.thaw();
        List<Runnable> late = List.copyOf(stalled);
        stalled.clear();
        late.forEach(Runnable::run);
    }

    void attach(Connection from, String id, int generation, long sentAt) {
        arrive(() -> {
            String attached = id;
            if (sessions.isAlive(id)) {
                sessions.touch(id);
            } else {
                attached = sessions.begin(from.clusterId());
                bySession.put(attached, from);
            }
            String current = attached;
            from.link().toClient(generation, () -> from.attached(current, sentAt));
        });
    }

    void heartbeat(Connection from, String id, int generation, long sentAt) {
        arrive(() -> confirm(from, id, generation, sentAt));
    }

    <T> void receive(Connection from, Call<T> call, String id, int generation) {
        Link.Loss loss = call.changes() ? from.link().takeLoss() : Link.Loss.NONE;
        if (loss == Link.Loss.BEFORE) {
            from.link().blip();
            return;
        }
        arrive(() -> {
            T result = call.serve(id);
            if (loss == Link.Loss.AFTER) {
                from.link().blip();
                return;
            }
            confirm(from, id, generation, call.sentAt());
            from.link().toClient(generation, () -> from.answered(call, result));
        });
    }

    void refresh(Connection from, Watch watch, int generation) {
        arrive(() -> push(from, watch, generation));
    }

    Commit commit(String clusterId, Transaction transaction, String session) {
        if (!accepts(transaction, session)) {
            return new Commit.NotApplied(new UnavailableException("a commit in scope " + transaction.scope()
                    + " was refused: the session in which it was sent has ended. Read session() and try again."));
        }
        Commit answer = engine.commit(tree(clusterId), transaction);
        if (answer instanceof Commit.Committed) {
            changed(
                    clusterId,
                    transaction.operations().stream().map(Operation::key).toList());
        }
        return answer;
    }

    /** Ends a session, whatever the reason; what was bound to it vanishes, and its client is told if it can be. */
    void endSession(String id) {
        if (sessions.isAlive(id)) {
            String clusterId = sessions.clusterId(id);
            sessions.end(id);
            List<Key> bound =
                    tree(clusterId).boundTo(id).stream().map(Entry::key).toList();
            engine.unbind(tree(clusterId), id);
            changed(clusterId, bound);
            Connection owner = bySession.get(id);
            if (owner != null) {
                owner.link().toClient(owner.link().generation(), () -> owner.ended(id));
            }
        }
    }

    /** The service may hang: then what arrives waits, and is done later. */
    void arrive(Runnable request) {
        if (paused) {
            stalled.add(request);
        } else {
            request.run();
        }
    }

    /** What was sent in a session that has ended, or was meant for another one, comes too late (CO-08, CO-20). */
    boolean accepts(Transaction transaction, String session) {
        return sessions.isAlive(session) && transaction.sessions().allMatch(session::equals);
    }

    void push(Connection to, Watch watch, int generation) {
        long revision = engine.revision();
        List<Entry> entries = tree(to.clusterId()).list(watch.prefix());
        to.link().toClient(generation, () -> watch.arrived(revision, entries));
    }

    private void confirm(Connection from, String id, int generation, long sentAt) {
        if (sessions.isAlive(id)) {
            sessions.touch(id);
            from.link().toClient(generation, () -> from.heard(id, sentAt));
        }
    }

    void changed(String clusterId, Collection<Key> keys) {
        for (Connection connection : connections()) {
            if (connection.clusterId().equals(clusterId)) {
                connection.watches().stream()
                        .filter(watch -> keys.stream().anyMatch(watch.prefix()::covers))
                        .forEach(watch ->
                                push(connection, watch, connection.link().generation()));
            }
        }
    }

    Engine newEngine() {
        return new Engine();
    }

    ServerSessions newSessions() {
        return new ServerSessions(this, settings, this::endSession);
    }

    Tree newTree() {
        return new Tree();
    }

    ClientSession newClientSession() {
        return new ClientSession(settings.listeners(), settings.sessionTimeout());
    }

    Watch newWatch(Prefix prefix, WatchListener listener) {
        return new Watch(settings.listeners(), prefix, listener);
    }

    Connection newConnection(String clusterId, Duration requestTimeout) {
        return new Connection(this, clusterId, requestTimeout);
    }

    InMemoryCoordination newClient(Connection connection) {
        return new InMemoryCoordination(this, connection);
    }
}
