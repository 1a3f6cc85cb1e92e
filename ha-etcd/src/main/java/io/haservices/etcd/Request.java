package io.haservices.etcd;

import io.haservices.errors.HaException;
import org.jspecify.annotations.Nullable;

/** One request, from its beginning to its one outcome: the service's, the time limit, the end of the client. On the loop. */
abstract class Request<T> {
    private final String what;
    private final long deadline;
    private final Outcome<T> outcome;
    private Loop.@Nullable Timer timer;
    private boolean done;

    /** @param deadline on the clock, until when there has to be an outcome */
    Request(String what, long deadline, Outcome<T> outcome) {
        this.what = what;
        this.deadline = deadline;
        this.outcome = outcome;
    }

    /** Does it, or begins again; a reply within so much time. */
    abstract void send(Connection connection, long timeoutNanos);

    /** No reply will be waited for any longer. */
    abstract void giveUp(HaException cause);

    /** Something that can be said without the service, before anything else. */
    void prepare() {}

    final void complete(T value) {
        if (finish()) {
            outcome.done(value);
        }
    }

    final void fail(HaException cause) {
        if (finish()) {
            outcome.failed(cause);
        }
    }

    final boolean isDone() {
        return done;
    }

    final long deadline() {
        return deadline;
    }

    final void limit(Loop.Timer limit) {
        timer = limit;
    }

    @Override
    public final String toString() {
        return what;
    }

    private boolean finish() {
        if (done) {
            return false;
        }
        done = true;
        Loop.Timer.stop(timer);
        return true;
    }
}
