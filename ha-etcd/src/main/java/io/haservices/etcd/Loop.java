package io.haservices.etcd;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that runs everything about one client in the order of its arrival: requests, answers, heartbeats, watches and time
 * limits. What runs here must not block. After {@link #close()} nothing runs any more.
 */
final class Loop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final ScheduledThreadPoolExecutor executor;
    private final Queue<Runnable> sure = new ConcurrentLinkedQueue<>();

    Loop(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, Threads.named(threadName));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        Timer unused = schedule(task, 0);
    }

    /** Runs a task even if this is closed before, or was: then on a thread of those who close or call. */
    void surely(Runnable task) {
        sure.add(task);
        try {
            executor.execute(this::runSure);
        } catch (RejectedExecutionException e) {
            runSure();
        }
    }

    /** Runs a task after so many nanoseconds, unless it is cancelled before. */
    Timer schedule(Runnable task, long delayNanos) {
        try {
            var future = executor.schedule(() -> guarded(task), delayNanos, TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException e) {
            // Closed: there is nobody left who would want the result.
            return () -> {};
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        runSure();
    }

    /** Whatever thread it is on, one at a time. */
    private synchronized void runSure() {
        for (Runnable task = sure.poll(); task != null; task = sure.poll()) {
            guarded(task);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task of the etcd backend failed; this is a defect", e);
        }
    }

    /** What stops a scheduled task. */
    interface Timer {
        void cancel();

        /** Cancels a timer that may not have been set. */
        static void stop(@Nullable Timer timer) {
            if (timer != null) {
                timer.cancel();
            }
        }
    }
}
