package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One call of a user, from its beginning to its one answer, whatever comes first: the service's, the time limit, the end of the client. */
abstract class Request<T> {
    private final Requests requests;
    private final String what;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicInteger repetitions = new AtomicInteger();
    private volatile Loop.@Nullable Timer timer;
    // Guarded by this.
    private int failedConnections;
    private int lastFailed = -1;

    Request(Requests requests, String what) {
        this.requests = requests;
        this.what = what;
    }

    /** Does it, or begins again. */
    abstract void run();

    /** No answer will be waited for any longer. */
    abstract void giveUp(HaException cause);

    /** The session is gone that was there when this request began to wait for a connection. */
    void sessionLost() {}

    final CompletionStage<T> start() {
        requests.begin(this);
        if (!isDone()) {
            run();
        }
        return answer;
    }

    final void complete(T value) {
        if (finish()) {
            requests.answer(() -> answer.complete(value));
        }
    }

    final void fail(HaException cause) {
        if (finish()) {
            requests.answer(() -> answer.completeExceptionally(cause));
        }
    }

    final boolean isDone() {
        return done.get();
    }

    /** Runs again a little later, unless it did so too often. */
    final void repeat(ReplyCode seen) {
        requests.repeat(this, repetitions.incrementAndGet(), seen);
    }

    /** On how many connections this failed, the present one, of this number, included. */
    final synchronized int failedConnections(int present) {
        if (present != lastFailed) {
            lastFailed = present;
            failedConnections++;
        }
        return failedConnections;
    }

    final void limit(Loop.Timer limit) {
        timer = limit;
        if (isDone()) {
            limit.cancel();
        }
    }

    @Override
    public final String toString() {
        return what;
    }

    private boolean finish() {
        if (!done.compareAndSet(false, true)) {
            return false;
        }
        Loop.Timer.stop(timer);
        requests.forget(this);
        return true;
    }
}
