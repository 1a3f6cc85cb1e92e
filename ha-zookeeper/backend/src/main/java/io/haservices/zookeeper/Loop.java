package io.haservices.zookeeper;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that runs everything about one client in the order of its arrival: events of the session, heartbeats, watches and
 * time limits. What runs here must not block. After {@link #close()} nothing runs any more.
 */
final class Loop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final ScheduledThreadPoolExecutor executor;

    Loop(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, Threads.named(threadName));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        Timer unused = schedule(task, 0);
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
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task of the ZooKeeper backend failed; this is a defect", e);
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
