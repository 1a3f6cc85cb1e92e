package io.haservices.core.wiring;

import io.haservices.core.runtime.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loop on a real thread. A task that throws is logged and harms nobody. After the end tasks are rejected. */
final class LoopThread implements EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);
    // Beyond this a delay means "never", and its nanoseconds would overflow.
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final ScheduledThreadPoolExecutor executor;

    LoopThread(Object owner, String name) {
        executor = new ScheduledThreadPoolExecutor(1, new RuntimeThreads(owner, n -> name));
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(() -> run(task));
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        long nanos = (delay.compareTo(LONGEST) > 0 ? LONGEST : delay).toNanos();
        Future<?> future = executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Drops all that has not begun. */
    void stop() {
        executor.shutdownNow();
    }

    boolean awaitStopped(Duration limit) throws InterruptedException {
        return executor.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RejectedExecutionException e) {
            LOG.debug("a task came after the end", e);
        } catch (Throwable e) {
            LOG.error("a task of {} failed", Thread.currentThread().getName(), e);
        }
    }
}
