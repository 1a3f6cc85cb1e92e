package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Registration;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Clock and scheduler of the in-memory service: real time on one thread, or virtual time that a test or simulator moves on.
 * Tasks never overlap; those that are due at one moment run in the order in which they were given. Safe for use by many threads.
 */
public interface Timeline extends MonotonicClock, Executor, AutoCloseable {
    /** Runs the task soon, after those given before. Ignored after {@link #close()}. */
    @Override
    void execute(Runnable task);

    /** Runs the task once, this much later, unless what is returned is closed before. Ignored after {@link #close()}. */
    Registration schedule(Duration delay, Runnable task);

    /** Drops all tasks that are not due yet and ends the thread, if there is one; idempotent. */
    @Override
    void close();

    /** Whether it was closed, so that no task runs any more. */
    boolean isClosed();

    /** The machine's own time, on one daemon thread of this name, which starts with the first task. */
    static Timeline real(String threadName) {
        return new RealTimeline(threadName);
    }
}
