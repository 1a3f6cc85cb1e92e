package io.haservices.testkit.memory;

import java.lang.Thread.State;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Real threads for listeners beside virtual time, so that one that blocks blocks nobody else. Virtual time waits for them,
 * however slow the machine is, but not for one that waits itself.
 */
final class ListenerThreads implements Executor, AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Thread> running = new HashSet<>();
    private int unfinished;

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            unfinished++;
        }
        try {
            threads.execute(() -> {
                began();
                try {
                    task.run();
                } finally {
                    ended();
                }
            });
        } catch (RejectedExecutionException e) {
            ended();
        }
    }

    /** Waits until every listener has returned, or waits for something. */
    synchronized void settle() {
        long start = System.nanoTime();
        try {
            // At least a moment when one waits: it may have been woken up and not know it yet.
            for (int turn = 0; unfinished > 0 && (turn == 0 || !isQuiet()); turn++) {
                wait(1);
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private boolean isQuiet() {
        return unfinished == running.size()
                && running.stream()
                        .map(Thread::getState)
                        .allMatch(state -> state == State.WAITING || state == State.TIMED_WAITING);
    }

    private synchronized void began() {
        running.add(Thread.currentThread());
    }

    private synchronized void ended() {
        running.remove(Thread.currentThread());
        unfinished--;
        notifyAll();
    }
}
