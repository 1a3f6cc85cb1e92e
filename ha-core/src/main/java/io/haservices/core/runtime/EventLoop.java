package io.haservices.core.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/** One thread that runs tasks one after another, in order; the services' state machines live on it. Tasks must not block. */
public interface EventLoop extends Executor {
    /** Runs the task once, no earlier than after {@code delay}, unless cancelled before. */
    Cancellable schedule(Duration delay, Runnable task);

    /** What stops a scheduled task. */
    interface Cancellable {
        /** The task does not begin any more. Idempotent. */
        void cancel();
    }
}
