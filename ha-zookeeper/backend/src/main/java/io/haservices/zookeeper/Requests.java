package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.errors.UnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All open requests of one client: gives each the handle when there is a connection, and ends each in time (CO-18).
 */
final class Requests {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_DOUBLINGS = 6;

    private final Loop loop;
    private final Executor answers;
    private final ZooKeeperSettings settings;
    private final Duration timeout;
    private final Backoff backoff;
    private final Set<Request<?>> open = ConcurrentHashMap.newKeySet();
    private final Map<Request<?>, Consumer<Handle>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Handle active;
    /** How many connections there were. */
    private final AtomicInteger connections = new AtomicInteger();

    private volatile @Nullable HaException ended;
    private volatile String whyUnconnected = "";

    Requests(Threads threads, ZooKeeperSettings settings, Duration timeout) {
        this.loop = threads.loop;
        this.answers = threads.answers;
        this.settings = settings;
        this.timeout = timeout;
        this.backoff = new Backoff(settings);
    }

    void begin(Request<?> request) {
        open.add(request);
        request.limit(loop.schedule(() -> request.giveUp(noAnswer(request)), timeout.toNanos()));
        giveUpIfEnded(request);
    }

    void forget(Request<?> request) {
        open.remove(request);
        waiting.remove(request);
    }

    void answer(Runnable completion) {
        try {
            answers.execute(completion);
        } catch (RejectedExecutionException e) {
            // The client is closed: whoever closed it completes what is left.
            completion.run();
        }
    }

    /** Calls with the handle, now if connected, else as soon as it is; not at all when the request ends before. */
    void withHandle(Request<?> request, Consumer<Handle> action) {
        Handle handle = active;
        if (handle != null) {
            action.accept(handle);
            return;
        }
        waiting.put(request, action);
        limitWaiting(request);
        // A connection, the end, or the time limit may have come between the look and the entry.
        runWaiting(request);
        giveUpIfEnded(request);
        if (request.isDone()) {
            waiting.remove(request);
        }
    }

    void repeat(Request<?> request, int repetition, ReplyCode seen) {
        if (repetition > settings.maxRetries()) {
            request.giveUp(new UnavailableException(request + " failed " + repetition + " times at ZooKeeper "
                    + settings.quorum() + ", the last time with " + seen + ". Try again later."));
            return;
        }
        Loop.Timer unused = loop.schedule(
                () -> {
                    if (!request.isDone()) {
                        request.run();
                    }
                },
                pause(repetition, request.failedConnections(connections.get())));
    }

    private long pause(int repetition, int failedConnections) {
        if (failedConnections > 1) {
            return backoff.nanos(failedConnections - 2);
        }
        // The next connection is waited for anyway; but the event that tells of the loss of this one comes after the
        // answers that
        // the loss took away.
        return FIRST_PAUSE << Math.min(repetition - 1, MOST_DOUBLINGS);
    }

    /** There is a connection. */
    void connected(Handle handle) {
        connections.incrementAndGet();
        active = handle;
        waiting.keySet().forEach(this::runWaiting);
    }

    void disconnected() {
        active = null;
    }

    /** @param why there is no connection, in whole sentences; empty if that is not known */
    void explain(String why) {
        whyUnconnected = why;
    }

    void sessionLost() {
        active = null;
        waiting.keySet().forEach(Request::sessionLost);
    }

    /** From now on no request is sent; those on their way still get their answers. */
    void refuse(HaException cause) {
        active = null;
        ended = cause;
        waiting.keySet().forEach(request -> request.giveUp(cause));
    }

    /** No answer will come any more. */
    void end() {
        open.forEach(this::giveUpIfEnded);
    }

    private void runWaiting(Request<?> request) {
        Handle handle = active;
        if (handle != null) {
            Consumer<Handle> action = waiting.remove(request);
            if (action != null) {
                action.accept(handle);
            }
        }
    }

    private void limitWaiting(Request<?> request) {
        if (settings.connectionTimeout().compareTo(timeout) < 0) {
            Loop.Timer unused = loop.schedule(
                    () -> {
                        if (waiting.remove(request) != null) {
                            request.giveUp(noConnection(request));
                        }
                    },
                    settings.connectionTimeout().toNanos());
        }
    }

    private void giveUpIfEnded(Request<?> request) {
        HaException cause = ended;
        if (cause != null) {
            request.giveUp(cause);
        }
    }

    private UnavailableException noAnswer(Request<?> request) {
        if (active == null) {
            return noConnection(request);
        }
        return new UnavailableException(
                request + ": no answer from ZooKeeper " + settings.quorum() + " within " + timeout.toMillis()
                        + " ms (high-availability.request-timeout). Look whether its servers have a quorum.");
    }

    private UnavailableException noConnection(Request<?> request) {
        return new UnavailableException(request + ": no connection to ZooKeeper " + settings.quorum() + " within "
                + Math.min(timeout.toMillis(), settings.connectionTimeout().toMillis())
                + " ms. "
                + (whyUnconnected.isEmpty()
                        ? "Look whether the servers run, have a quorum and can be reached from here."
                        : whyUnconnected));
    }
}
