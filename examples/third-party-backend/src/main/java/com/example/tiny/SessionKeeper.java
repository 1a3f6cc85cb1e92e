package com.example.tiny;

import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.SessionListener;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Begins a session, keeps it with heartbeats, and begins another one when it is lost. */
final class SessionKeeper {
    private static final Duration SOON = Duration.ofMillis(100);

    private final Requests requests;
    private final ScheduledExecutorService timer;
    private final Executor listenerThreads;
    private final MonotonicClock clock;
    private final Duration timeout;
    private final List<SerialDelivery<Session>> listeners = new ArrayList<>();
    private Session session = new Session("", Session.State.CONNECTING, 0, Duration.ZERO);
    private boolean closed;

    SessionKeeper(
            Requests requests,
            ScheduledExecutorService timer,
            Executor listenerThreads,
            MonotonicClock clock,
            Duration timeout) {
        this.requests = requests;
        this.timer = timer;
        this.listenerThreads = listenerThreads;
        this.clock = clock;
        this.timeout = timeout;
    }

    synchronized Session session() {
        return session;
    }

    void start() {
        beat();
    }

    synchronized Registration listen(SessionListener listener) {
        List<SerialDelivery<Session>> self = new ArrayList<>();
        SerialDelivery<Session> delivery =
                new SerialDelivery<>(listenerThreads, false, listener::onSession, () -> forget(self.get(0)));
        self.add(delivery);
        listeners.add(delivery);
        delivery.tell(session);
        return delivery;
    }

    private synchronized void forget(SerialDelivery<Session> delivery) {
        listeners.remove(delivery);
    }

    /** The servers count from when they got the heartbeat, which is never before it was sent (CO-16). */
    private void beat() {
        Session before = session();
        long sentAt = clock.nanoTime();
        Duration limit = timeout.dividedBy(3);
        if (before.id().isEmpty() || before.state() == Session.State.LOST) {
            requests.ask(
                            limit,
                            true,
                            out -> {
                                out.writeUTF(Wire.Request.BEGIN.name());
                                out.writeLong(timeout.toMillis());
                            },
                            in -> in.readUTF())
                    .whenComplete((id, failure) -> begun(id, failure, sentAt));
        } else {
            requests.ask(
                            limit,
                            true,
                            out -> {
                                out.writeUTF(Wire.Request.TOUCH.name());
                                out.writeUTF(before.id());
                            },
                            in -> in.readBoolean())
                    .whenComplete((alive, failure) -> touched(before.id(), alive, failure, sentAt));
        }
    }

    private void begun(String id, Throwable failure, long sentAt) {
        if (failure == null) {
            become(new Session(id, Session.State.ACTIVE, sentAt + timeout.toNanos(), timeout));
        }
        again(failure == null ? timeout.dividedBy(5) : SOON);
    }

    private void touched(String id, Boolean alive, Throwable failure, long sentAt) {
        Session known = session();
        if (failure != null) {
            become(new Session(id, Session.State.SUSPECT, known.deadlineNanos(), timeout));
            again(SOON);
        } else if (alive) {
            become(new Session(id, Session.State.ACTIVE, sentAt + timeout.toNanos(), timeout));
            again(timeout.dividedBy(5));
        } else {
            become(new Session(id, Session.State.LOST, known.deadlineNanos(), timeout));
            again(Duration.ZERO);
        }
    }

    private synchronized void become(Session next) {
        if (closed) {
            return;
        }
        boolean told = next.id().equals(session.id()) && next.state() == session.state();
        session = next;
        if (!told) {
            listeners.forEach(listener -> listener.tell(next));
        }
    }

    private void again(Duration delay) {
        try {
            timer.schedule(this::beat, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The client is closed.
        }
    }

    /** Returns the session that was, for the server to be told. */
    synchronized Session close() {
        Session last = session;
        if (!last.id().isEmpty()) {
            become(new Session(last.id(), Session.State.LOST, last.deadlineNanos(), timeout));
        }
        closed = true;
        return last;
    }
}
