package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Registration;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time on one thread. */
final class RealTimeline implements Timeline {
    private final ScheduledThreadPoolExecutor executor;
    private volatile boolean closed;

    RealTimeline(String threadName) {
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, threadName);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return MonotonicClock.SYSTEM.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        Future<?> scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        closed = true;
        // Behind the tasks that are due, among them the answers to calls.
        executor.execute(executor::shutdownNow);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
