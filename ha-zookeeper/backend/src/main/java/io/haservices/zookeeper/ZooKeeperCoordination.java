package io.haservices.zookeeper;

import io.haservices.errors.UnavailableException;
import io.haservices.shaded.org.apache.zookeeper.WatchedEvent;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.CommitRules;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.SessionListener;
import io.haservices.spi.coordination.WatchListener;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One client of ZooKeeper: puts the parts together, and hands every call to the part that does it. */
final class ZooKeeperCoordination implements Coordination {
    private final ZooKeeperSettings settings;
    private final Duration requestTimeout;
    private final Threads threads;
    private final Requests requests;
    private final EntryReader reader;
    private final Watches watches;
    private final SessionKeeper keeper;
    private final CuratorConnection connection;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ZooKeeperCoordination(ZooKeeperSettings settings, MonotonicClock clock, Duration requestTimeout) {
        this.settings = settings;
        this.requestTimeout = requestTimeout;
        threads = new Threads(settings.clusterName());
        requests = new Requests(threads, settings, requestTimeout);
        reader = new EntryReader(requests, settings.layout());
        Backoff backoff = new Backoff(settings);
        watches = new Watches(threads, settings.layout(), backoff);
        keeper = new SessionKeeper(threads, clock, settings, requests, watches, backoff);
        HandleFactory factory = new HandleFactory(settings, clock, threads.loop, new Events());
        connection = new CuratorConnection(settings, factory, backoff, threads.curator);
    }

    static Coordination open(ZooKeeperSettings settings, MonotonicClock clock, Duration requestTimeout) {
        if (settings.sasl().disabled()) {
            // The 3.4 client can be told in no other way.
            System.setProperty("zookeeper.sasl.client", "false");
        }
        ZooKeeperCoordination coordination = new ZooKeeperCoordination(settings, clock, requestTimeout);
        coordination.connection.start();
        return coordination;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        return reader.scopes();
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        return reader.get(key);
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        return reader.list(prefix);
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        List<Guard> conditions = List.copyOf(guards);
        List<Operation> changes = List.copyOf(operations);
        CommitRules.check(scope, conditions, changes);
        return new CommitRequest(requests, settings.layout(), keeper::isCurrent, scope, conditions, changes).start();
    }

    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        return watches.watch(prefix, listener);
    }

    @Override
    public Session session() {
        return keeper.session();
    }

    @Override
    public Registration onSession(SessionListener listener) {
        return keeper.listen(listener);
    }

    @Override
    public Map<String, String> describe() {
        Session session = keeper.session();
        Map<String, String> description = new LinkedHashMap<>();
        description.put("service", "ZooKeeper " + settings.quorum());
        description.put("path", settings.layout().cluster());
        description.put("client", ClientLibrary.version());
        description.put("server", keeper.server());
        description.put("session", session.id().isEmpty() ? "none yet" : session.id() + ", " + session.state());
        if (!session.id().isEmpty()) {
            description.put("session timeout", timeout(session.timeout()));
        }
        return description;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        UnavailableException cause =
                new UnavailableException("The client of ZooKeeper " + settings.quorum() + " is closed.");
        Duration patience = settings.maxCloseWait()
                .filter(wait -> wait.compareTo(requestTimeout) < 0)
                .orElse(requestTimeout);
        CountDownLatch ended = new CountDownLatch(1);
        // First nobody may believe in the session any more, then it is given back.
        threads.loop.execute(() -> {
            keeper.end(cause);
            ended.countDown();
        });
        awaitAtMost(ended, patience);
        connection.close(patience);
        requests.end();
        threads.close();
    }

    private static void awaitAtMost(CountDownLatch latch, Duration atMost) {
        try {
            boolean unused = latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String timeout(Duration negotiated) {
        String text = negotiated.toMillis() + " ms";
        return negotiated.equals(settings.sessionTimeout())
                ? text
                : text + ", negotiated; " + settings.sessionTimeout().toMillis()
                        + " ms were configured, but the servers allow 2 to 20 of their ticks (tickTime, minSessionTimeout and"
                        + " maxSessionTimeout in zoo.cfg)";
    }

    /** Events of the handles, on the loop. */
    private final class Events implements HandleFactory.Events {
        @Override
        public void opened(Handle handle, long openedAt) {
            keeper.opened(handle, openedAt);
        }

        @Override
        public void connected(Handle handle, String sessionId, Duration negotiated) {
            keeper.connected(handle, sessionId, negotiated, connection);
        }

        @Override
        public void disconnected(Handle handle) {
            keeper.disconnected(handle);
        }

        @Override
        public void expired(Handle handle) {
            keeper.expired(handle);
            keeper.awaitNext(handle, connection);
        }

        @Override
        public void authenticationFailed(Handle handle) {
            keeper.authenticationFailed(handle);
        }

        @Override
        public void changed(Handle handle, WatchedEvent event) {
            watches.changed(handle, event);
        }
    }
}
