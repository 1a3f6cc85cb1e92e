package io.haservices.etcd;

import io.grpc.MethodDescriptor;
import io.haservices.errors.HaException;
import io.haservices.errors.UnavailableException;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** All open requests of one client: gives each a connection when there is one, and ends each in time (CO-18). On the loop. */
final class Requests {
    /**
     * So many at once wait for replies of one connection; the others wait for these. With thousands on their way most reach their
     * time limits together, as if the server were gone, and are sent again together.
     */
    static final int MOST_UNDER_WAY = 128;

    /** A reply that comes just before the end can still be told for what it is. */
    private static final long BEFORE_THE_END = TimeUnit.MILLISECONDS.toNanos(20);

    private final Loop loop;
    private final MonotonicClock clock;
    private final EtcdSettings settings;
    private final Duration timeout;
    private final BiConsumer<Connection, String> trouble;
    private final ReadOrder order = new ReadOrder();
    private final Set<Request<?>> open = new LinkedHashSet<>();
    private final Set<Request<?>> waiting = new LinkedHashSet<>();
    private @Nullable Connection active;
    private @Nullable HaException ended;
    private String whyUnconnected = "";

    /** @param trouble is told of a connection that should be given up, and what was seen */
    Requests(
            Loop loop,
            MonotonicClock clock,
            EtcdSettings settings,
            Duration timeout,
            BiConsumer<Connection, String> trouble) {
        this.loop = loop;
        this.clock = clock;
        this.settings = settings;
        this.timeout = timeout;
        this.trouble = trouble;
    }

    /** Until when a request that begins now must have its outcome. */
    long deadline() {
        return clock.nanoTime() + timeout.toNanos();
    }

    /** Begins a request of a user. */
    void start(Request<?> request) {
        HaException cause = ended;
        if (cause != null) {
            request.giveUp(cause);
            return;
        }
        startOwn(request);
    }

    /** Begins a request of this client itself, which may do so when it is closing. */
    void startOwn(Request<?> request) {
        open.add(request);
        request.limit(loop.schedule(
                () -> request.giveUp(noAnswer(request)), Math.max(0, request.deadline() - clock.nanoTime())));
        request.prepare();
        proceed(request);
    }

    /** Sends it, now or as soon as there is a connection; not at all when it ends before. */
    void proceed(Request<?> request) {
        if (request.isDone()) {
            forget(request);
            return;
        }
        Connection connection = active;
        if (connection == null || connection.underWay() >= MOST_UNDER_WAY) {
            waiting.add(request);
            return;
        }
        long left = request.deadline() - clock.nanoTime() - BEFORE_THE_END;
        request.send(connection, Math.min(settings.tryTimeout().toNanos(), left));
    }

    /** One call for a request, after whose reply another request may be sent. */
    <Q, R> void call(
            Connection connection, MethodDescriptor<Q, R> method, Q message, long timeoutNanos, Reply<R> reply) {
        connection.call(method, message, timeoutNanos, new Reply<>() {
            @Override
            public void answered(R response) {
                reply.answered(response);
                sendWaiting();
            }

            @Override
            public void failed(Failure failure) {
                reply.failed(failure);
                sendWaiting();
            }
        });
    }

    /** In the order in which they came. */
    private void sendWaiting() {
        while (active != null && active.underWay() < MOST_UNDER_WAY && !waiting.isEmpty()) {
            Request<?> next = waiting.iterator().next();
            waiting.remove(next);
            proceed(next);
        }
    }

    /** A reply that says more about the connection than about the request. */
    void failed(Connection connection, long timeoutNanos, Failure failure) {
        boolean hadItsTime = timeoutNanos >= settings.tryTimeout().toNanos();
        if (hadItsTime || failure.status().getCode() != io.grpc.Status.Code.DEADLINE_EXCEEDED) {
            trouble.accept(connection, failure.seen());
        }
    }

    void forget(Request<?> request) {
        open.remove(request);
        waiting.remove(request);
    }

    void connected(Connection connection) {
        active = connection;
        sendWaiting();
    }

    void disconnected() {
        active = null;
    }

    /** @param why there is no connection, in whole sentences; empty if that is not known */
    void explain(String why) {
        whyUnconnected = why;
    }

    /** From now on no request of a user is sent; those on their way still get their replies. */
    void refuse(HaException cause) {
        ended = cause;
        List.copyOf(waiting).forEach(request -> request.giveUp(cause));
        waiting.clear();
    }

    /** No reply will come any more. */
    void end() {
        UnavailableException closed =
                new UnavailableException("The client of etcd " + settings.servers() + " is closed.");
        HaException cause = ended == null ? closed : ended;
        List.copyOf(open).forEach(request -> request.giveUp(cause));
        open.clear();
    }

    ReadOrder order() {
        return order;
    }

    /** The address of the service in errors. */
    String servers() {
        return settings.servers().toString();
    }

    private UnavailableException noAnswer(Request<?> request) {
        if (active == null) {
            return new UnavailableException(request + ": no connection to etcd " + settings.servers() + " within "
                    + timeout.toMillis() + " ms. "
                    + (whyUnconnected.isEmpty()
                            ? "Look whether the servers run, have a quorum and can be reached from here."
                            : whyUnconnected));
        }
        return new UnavailableException(request + ": no answer from etcd " + settings.servers() + " within "
                + timeout.toMillis()
                + " ms (high-availability.request-timeout). Look whether its servers have a quorum.");
    }
}
