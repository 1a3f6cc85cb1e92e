package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of ZooKeeper: puts the parts together, and hands every call to the part that does it. */
final class ZooKeeperCoordination implements Coordination {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperCoordination.class);

    private final ZooKeeperSettings settings;
    private final Duration requestTimeout;
    private final Threads threads;
    private final Requests requests;
    private final EntryReader reader;
    private final Watches watches;
    private final Ensemble ensemble;
    private final SessionKeeper keeper;
    private final CuratorConnection connection;
    private final TlsWatch tls;
    private final SaslRegistration sasl;
    private final Optional<SaslHandshake> handshake;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ZooKeeperCoordination(
            ZooKeeperSettings settings, SaslRegistration sasl, MonotonicClock clock, Duration requestTimeout) {
        this.settings = settings;
        this.requestTimeout = requestTimeout;
        threads = new Threads(settings.clusterName());
        requests = new Requests(threads, settings, requestTimeout);
        reader = new EntryReader(requests, settings.layout());
        Backoff backoff = new Backoff(settings);
        watches = new Watches(threads, settings.layout(), backoff);
        keeper = new SessionKeeper(threads, clock, settings, requests, watches, backoff);
        ensemble = new Ensemble(settings, threads.loop);
        this.sasl = sasl;
        Events events = new Events();
        handshake = sasl.login().map(login -> new SaslHandshake(threads.loop, settings, login, events));
        HandleFactory factory = new HandleFactory(
                settings,
                sasl,
                clock,
                threads.loop,
                ensemble,
                handshake.<HandleFactory.Events>map(h -> h).orElse(events));
        connection = new CuratorConnection(settings, factory, backoff, threads.curator);
        keeper.listen(session -> {
            if (session.state() == Session.State.LOST) {
                threads.loop.execute(() -> ensemble.sessionLost(connection));
            }
        });
        tls = new TlsWatch(threads.loop, settings, new TlsOutcome());
    }

    static Coordination open(ZooKeeperSettings settings, MonotonicClock clock, Duration requestTimeout) {
        SaslRegistration sasl = SaslRegistration.of(settings.sasl());
        try {
            ZooKeeperCoordination coordination = new ZooKeeperCoordination(settings, sasl, clock, requestTimeout);
            coordination.start();
            return coordination;
        } catch (RuntimeException | Error e) {
            sasl.close();
            throw e;
        }
    }

    /** Does not wait; first of all, a login has to succeed without ZooKeeper. */
    private void start() {
        Stream.of(settings.tls().remark(), settings.sasl().remark())
                .filter(remark -> !remark.isEmpty())
                .forEach(remark -> LOG.warn("{}", remark));
        if (handshake.isEmpty()) {
            connection.start();
            return;
        }
        threads.curator.execute(() -> {
            if (handshake.get().prove()) {
                connection.start();
            }
        });
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
        CommitRequest request =
                new CommitRequest(requests, settings.layout(), keeper::isCurrent, scope, conditions, changes);
        List<String> takenOver = changes.stream()
                .filter(Operation.TakeOver.class::isInstance)
                .map(change -> settings.layout().node(change.key()))
                .toList();
        return takenOver.isEmpty() ? request.start() : takeOver(request, takenOver);
    }

    /** The watches learn of it first; the event of the deletion comes before the answer. */
    private CompletionStage<Commit> takeOver(CommitRequest request, List<String> nodes) {
        threads.loop.execute(() -> watches.takesOver(nodes));
        return request.start().whenComplete((answer, failure) -> threads.loop.execute(() -> watches.tookOver(nodes)));
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
        description.put("TLS", settings.tls().describe());
        description.put("SASL", settings.sasl().describe());
        if (!ensemble.known().equals(settings.quorum())) {
            description.put("servers", ensemble.known() + " (as the ensemble says itself)");
        }
        if (!session.id().isEmpty() && !session.timeout().equals(settings.sessionTimeout())) {
            description.put(
                    "session-timeout-note", NegotiatedTimeout.reason(settings.sessionTimeout(), session.timeout()));
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
            tls.end();
            keeper.end(cause);
            ended.countDown();
        });
        awaitAtMost(ended, patience);
        tls.close();
        connection.close(patience);
        sasl.close();
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

    /** Verdicts about TLS, on the loop. */
    private final class TlsOutcome implements TlsWatch.Outcome {
        @Override
        public void explain(String why) {
            requests.explain(why);
        }

        @Override
        public void hopeless(HaException cause) {
            keeper.end(cause);
            connection.giveUp();
        }
    }

    /** Events of the handles, on the loop. */
    private final class Events implements SaslHandshake.Next {
        @Override
        public void opened(Handle handle, long openedAt) {
            keeper.opened(handle, openedAt);
            tls.unconnected();
        }

        @Override
        public void connected(Handle handle, String sessionId, Duration negotiated) {
            tls.connected();
            keeper.connected(handle, sessionId, negotiated, connection);
            ensemble.connected(handle);
        }

        @Override
        public void disconnected(Handle handle) {
            keeper.disconnected(handle);
            ensemble.disconnected(handle, connection);
            tls.unconnected();
        }

        @Override
        public void expired(Handle handle) {
            keeper.expired(handle);
            keeper.awaitNext(handle, connection);
        }

        @Override
        public void authenticated(Handle handle) {
            // Without a login there is nothing to wait for.
        }

        @Override
        public void authenticationFailed(Handle handle) {
            if (keeper.isCurrent(handle)) {
                refused(new NotAuthorizedException("ZooKeeper " + settings.quorum() + " refused the login. Correct '"
                        + ZooKeeperOptions.AUTHORIZATION.key() + "' and start again."));
            }
        }

        @Override
        public void refused(HaException cause) {
            LOG.error("This client of ZooKeeper is given up: {}", cause.getMessage());
            tls.end();
            keeper.end(cause);
            connection.giveUp();
        }

        @Override
        public void renew(Handle handle) {
            keeper.expired(handle);
            connection.replace(handle, sasl::forget);
            keeper.awaitNext(handle, connection);
        }

        @Override
        public void explain(String why) {
            requests.explain(why);
        }

        @Override
        public void changed(Handle handle, WatchedEvent event) {
            if (Ensemble.NODE.equals(event.getPath())) {
                ensemble.read(handle);
            } else {
                watches.changed(handle, event);
            }
        }
    }
}
