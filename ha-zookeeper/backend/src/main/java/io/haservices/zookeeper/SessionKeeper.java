package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.Session.State;
import io.haservices.spi.coordination.SessionListener;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the session, from the events of its handle (CO-15). All on the loop but {@link #session()}.
 *
 * <p>A session that was declared lost stays lost: should its handle connect once more, Curator has to replace it.
 */
final class SessionKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);

    private final Loop loop;
    private final Executor listening;
    private final MonotonicClock clock;
    private final ZooKeeperSettings settings;
    private final Requests requests;
    private final Watches watches;
    private final Backoff backoff;
    private final Set<SerialDelivery<Session>> listeners = new LinkedHashSet<>();
    private volatile View view;

    // Of the current handle.
    private @Nullable Handle current;
    private long openedAt;
    private boolean over;
    private @Nullable Heartbeats heartbeats;
    private Loop.@Nullable Timer watchdog;

    private boolean renewed;
    private int failures;
    private boolean ended;

    SessionKeeper(
            Threads threads,
            MonotonicClock clock,
            ZooKeeperSettings settings,
            Requests requests,
            Watches watches,
            Backoff backoff) {
        this.loop = threads.loop;
        this.listening = threads.watches;
        this.clock = clock;
        this.settings = settings;
        this.requests = requests;
        this.watches = watches;
        this.backoff = backoff;
        view = new View("", State.CONNECTING, clock.nanoTime(), null, Duration.ZERO, "none");
    }

    /** A consistent picture for other threads; the deadline moves on without a new one. */
    private record View(
            String id,
            State state,
            long firstDeadline,
            @Nullable DeadlineProof proof,
            Duration timeout,
            String server) {}

    Session session() {
        return session(view);
    }

    /** The server that was connected last. */
    String server() {
        return view.server();
    }

    /** The id of the session unless it is lost; another thread may learn of the loss a little later. */
    boolean isCurrent(String id) {
        View now = view;
        return now.id().equals(id) && (now.state() == State.ACTIVE || now.state() == State.SUSPECT);
    }

    Registration listen(SessionListener listener) {
        List<SerialDelivery<Session>> self = new ArrayList<>(1);
        SerialDelivery<Session> delivery = new SerialDelivery<>(
                listening, false, listener::onSession, () -> loop.execute(() -> listeners.removeAll(self)));
        self.add(delivery);
        loop.execute(() -> {
            listeners.add(delivery);
            delivery.tell(session());
        });
        return delivery;
    }

    void opened(Handle handle, long at) {
        if (ended) {
            return;
        }
        // Curator replaced the handle for a reason of its own: that session is over, too.
        lose();
        current = handle;
        openedAt = at;
        over = false;
        failures = 0;
    }

    void connected(Handle handle, String id, Duration negotiated, CuratorConnection connection) {
        if (handle != current) {
            return;
        }
        if (over) {
            connection.replace(handle);
            return;
        }
        if (handle.session() == null && isOldNews(negotiated) && !renewed) {
            // Only the moment of opening is known to be before the session began, and that is too long ago to prove
            // anything. A
            // new session, now that the servers are there, gives a useful deadline at once.
            renewed = true;
            over = true;
            connection.replace(handle);
            return;
        }
        begin(handle, id, negotiated);
    }

    void disconnected(Handle handle) {
        if (handle == current && !over && view.state() == State.ACTIVE) {
            requests.disconnected();
            stopBeating();
            publish(State.SUSPECT);
            watchdog = loop.schedule(() -> expired(handle), patience());
        }
    }

    /** The servers, or the watchdog, ended the session. */
    void expired(Handle handle) {
        if (handle == current && !over) {
            lose();
        }
    }

    /** Should Curator have failed to make the next handle, nothing but this would make it try again. */
    void awaitNext(Handle handle, CuratorConnection connection) {
        Loop.Timer unused = loop.schedule(
                () -> {
                    if (handle == current && over) {
                        connection.retry();
                        awaitNext(handle, connection);
                    }
                },
                backoff.nanos(failures++));
    }

    /** For good: no session follows. */
    void end(HaException cause) {
        lose();
        ended = true;
        current = null;
        requests.refuse(cause);
        watches.end(cause);
    }

    boolean isCurrent(Handle handle) {
        return handle == current;
    }

    private void begin(Handle handle, String id, Duration negotiated) {
        LiveSession live = handle.session();
        if (live == null) {
            live = new LiveSession(id, negotiated, new DeadlineProof(negotiated, openedAt));
            handle.begin(live);
            heartbeats = new Heartbeats(loop, clock, settings.layout(), handle, live);
            renewed = false;
            warnIfChanged(live);
        }
        Loop.Timer.stop(watchdog);
        handle.sync("/");
        Heartbeats beating = heartbeats;
        if (beating != null) {
            beating.start();
        }
        view = new View(
                live.id(), State.ACTIVE, live.proof().deadline(), live.proof(), live.timeout(), handle.server());
        tell();
        requests.connected(handle);
        watches.connected(handle);
    }

    private void lose() {
        over = true;
        stopBeating();
        Loop.Timer.stop(watchdog);
        requests.disconnected();
        if (view.state() == State.ACTIVE || view.state() == State.SUSPECT) {
            publish(State.LOST);
            requests.sessionLost();
        }
    }

    private void publish(State state) {
        View was = view;
        view = new View(was.id(), state, was.firstDeadline(), was.proof(), was.timeout(), was.server());
        tell();
    }

    private void tell() {
        Session session = session();
        LOG.info("ZooKeeper session {} is {}", session.id(), session.state());
        listeners.forEach(listener -> listener.tell(session));
    }

    private void stopBeating() {
        if (heartbeats != null) {
            heartbeats.stop();
        }
    }

    private boolean isOldNews(Duration negotiated) {
        return clock.nanoTime() - openedAt > negotiated.toNanos() / 4;
    }

    /**
     * After how much more silence the session is given up: a third above its timeout since the servers were last heard of. Clients
     * before 3.9.3 never report the end of a session while they are not connected.
     */
    private long patience() {
        long timeout = view.timeout().toNanos();
        long silent = heartbeats == null ? 0 : clock.nanoTime() - heartbeats.lastAnswer();
        return Math.max(0, timeout + timeout / 3 - silent);
    }

    private void warnIfChanged(LiveSession live) {
        if (!live.timeout().equals(settings.sessionTimeout())) {
            LOG.warn("ZooKeeper: {}", NegotiatedTimeout.reason(settings.sessionTimeout(), live.timeout()));
        }
    }

    private static Session session(View view) {
        DeadlineProof proof = view.proof();
        return new Session(
                view.id(), view.state(), proof == null ? view.firstDeadline() : proof.deadline(), view.timeout());
    }
}
