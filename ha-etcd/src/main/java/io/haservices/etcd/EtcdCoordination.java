package io.haservices.etcd;

import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.haservices.errors.HaException;
import io.haservices.errors.UnavailableException;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One client of etcd: puts the parts together, and hands every call to the part that does it. */
final class EtcdCoordination implements Coordination {
    private static final long NO_LEASE = 0;

    private final EtcdSettings settings;
    private final Duration requestTimeout;
    private final Threads threads;
    private final Revisions revisions = new Revisions();
    private final Requests requests;
    private final Reader reader;
    private final Watches watches;
    private final SessionView view;
    private final SessionKeeper keeper;
    private final Connector connector;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String server = "none";
    private @Nullable Connection used;
    private @Nullable WatchFeed feed;

    private EtcdCoordination(EtcdSettings settings, MonotonicClock clock, Duration requestTimeout) {
        this.settings = settings;
        this.requestTimeout = requestTimeout;
        threads = new Threads(settings.clusterName());
        Connections connections = new Connections();
        requests = new Requests(threads.loop, clock, settings, requestTimeout, connections::failed);
        reader = new Reader(requests, revisions, settings.layout());
        watches = new Watches(threads, settings.layout(), requests, reader, connections::failed);
        view = new SessionView(threads, clock.nanoTime());
        keeper = new SessionKeeper(threads.loop, clock, settings, view, reader, requests, connections);
        connector = new Connector(threads.loop, clock, settings, connections);
    }

    static Coordination open(EtcdSettings settings, MonotonicClock clock, Duration requestTimeout) {
        EtcdCoordination coordination = new EtcdCoordination(settings, clock, requestTimeout);
        coordination.threads.loop.execute(coordination.connector::start);
        return coordination;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        return ask(answer -> reader.scopes(answer.from(Function.identity())));
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        return ask(answer -> reader.get(key, answer.from(Function.identity())));
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        return ask(answer -> watches.list(prefix, answer.from(Listing.Snapshot::sorted)));
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        List<Guard> conditions = List.copyOf(guards);
        List<Operation> changes = List.copyOf(operations);
        CommitRules.check(scope, conditions, changes);
        return ask(answer -> requests.start(new CommitRequest(
                requests,
                revisions,
                settings.layout(),
                view::isLive,
                scope,
                conditions,
                changes,
                answer.from(Function.identity()))));
    }

    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        return watches.watch(prefix, listener);
    }

    @Override
    public Session session() {
        return view.session();
    }

    @Override
    public Registration onSession(SessionListener listener) {
        return view.listen(listener);
    }

    @Override
    public Map<String, String> describe() {
        Session session = view.session();
        Map<String, String> description = new LinkedHashMap<>();
        description.put("service", "etcd " + settings.servers());
        description.put("path", settings.layout().cluster());
        description.put("client", EtcdProvider.clientVersion());
        description.put("server", server);
        description.put("login", settings.credentials().toString());
        description.put("TLS", settings.tls().on() ? "on" : "off");
        if (!session.timeout().isZero() && session.timeout().toSeconds() != settings.leaseSeconds()) {
            description.put(
                    "session-timeout-note",
                    "etcd made the session timeout " + session.timeout().toSeconds() + " s of the "
                            + settings.leaseSeconds() + " s asked for by '" + EtcdOptions.LEASE_TTL.key()
                            + "': it is at least one and a half times the servers' election timeout.");
        }
        return description;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        UnavailableException cause =
                new UnavailableException("The client of etcd " + settings.servers() + " is closed.");
        CountDownLatch ended = new CountDownLatch(1);
        // First nobody may believe in the session any more, then it is given back.
        threads.loop.execute(() -> giveBack(end(cause), ended));
        awaitAtMost(ended, requestTimeout.plusMillis(100));
        CountDownLatch stopped = new CountDownLatch(1);
        threads.loop.execute(() -> {
            stop();
            stopped.countDown();
        });
        awaitAtMost(stopped, requestTimeout);
        threads.close();
    }

    private <T> CompletionStage<T> ask(java.util.function.Consumer<Answer<T>> question) {
        Answer<T> answer = new Answer<>(threads.answers);
        threads.loop.surely(() -> question.accept(answer));
        return answer.stage();
    }

    private long end(HaException cause) {
        long left = keeper.end();
        requests.refuse(cause);
        watches.end(cause);
        return left;
    }

    private void giveBack(long lease, CountDownLatch done) {
        if (lease == NO_LEASE || connector.isStopped()) {
            done.countDown();
            return;
        }
        LeaseRevokeRequest request =
                LeaseRevokeRequest.newBuilder().setID(lease).build();
        requests.startOwn(new Repeatable<>(
                "ending the session",
                requests.deadline(),
                requests,
                revisions,
                LeaseGrpc.getLeaseRevokeMethod(),
                request,
                LeaseRevokeResponse::getHeader,
                Outcome.of(response -> done.countDown(), failure -> done.countDown())));
    }

    private void stop() {
        Connection last = connector.stop();
        if (feed != null) {
            feed.close();
        }
        if (last != null) {
            last.close();
        }
        requests.end();
    }

    private static void awaitAtMost(CountDownLatch latch, Duration atMost) {
        try {
            boolean unused = latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askForVersion(Connection connection) {
        StatusRequest request = StatusRequest.getDefaultInstance();
        long timeout = settings.tryTimeout().toNanos();
        connection.call(MaintenanceGrpc.getStatusMethod(), request, timeout, new Reply<>() {
            @Override
            public void answered(StatusResponse response) {
                server = connection + ", version " + response.getVersion();
            }

            @Override
            public void failed(Failure failure) {
                // Only for showing.
            }
        });
    }

    /** What becomes of connections, on the loop. */
    private final class Connections implements Connector.Events, SessionKeeper.Events {
        @Override
        public void opened(Connection connection) {
            keeper.opened(connection);
        }

        @Override
        public void ready(Connection connection) {
            if (connection == used || !connector.isCurrent(connection)) {
                return;
            }
            used = connection;
            server = connection.toString();
            connector.established(connection);
            WatchFeed opened = new WatchFeed(seen -> failed(connection, seen));
            feed = opened;
            opened.open(connection);
            requests.connected(connection);
            keeper.watchOver(opened);
            watches.connected(opened);
            askForVersion(connection);
        }

        @Override
        public void failed(Connection connection, String seen) {
            connector.failed(connection, seen);
        }

        void failed(String seen) {
            if (used != null) {
                connector.failed(used, seen);
            }
        }

        @Override
        public void lost(Connection connection, String why) {
            used = null;
            requests.disconnected();
            requests.explain("Last seen: " + why + ".");
            keeper.disconnected();
            if (feed != null) {
                feed.close();
                watches.disconnected();
                feed = null;
            }
        }

        @Override
        public void unreachable(String why) {
            keeper.disconnected();
            requests.explain("Last seen: " + why + ".");
            view.suspect();
        }

        @Override
        public void refused(HaException cause) {
            end(cause);
            stop();
        }
    }
}
