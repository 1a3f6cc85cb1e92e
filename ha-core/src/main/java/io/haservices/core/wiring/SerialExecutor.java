package io.haservices.core.wiring;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks one after another, in order, on a thread borrowed from a pool for as long as there are any. */
final class SerialExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final ExecutorService pool;
    private final String threadName;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean draining;

    SerialExecutor(ExecutorService pool, String threadName) {
        this.pool = pool;
        this.threadName = threadName;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            if (!draining) {
                // First, for the pool may refuse.
                pool.execute(this::drain);
                draining = true;
            }
            waiting.add(task);
        }
    }

    private void drain() {
        Thread thread = Thread.currentThread();
        String poolName = thread.getName();
        thread.setName(threadName);
        try {
            for (Runnable task = next(); task != null; task = next()) {
                run(task);
            }
        } finally {
            thread.setName(poolName);
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable task = waiting.poll();
            draining = task != null;
            return task;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("a task of {} failed", threadName, e);
        }
        if (!pool.isShutdown()) {
            // What one callback did to its thread is not the next one's business.
            Thread.interrupted();
        }
    }
}
