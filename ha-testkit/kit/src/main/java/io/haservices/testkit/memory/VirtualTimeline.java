package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Registration;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time: stands still until {@link #step()} or {@link #advance(Duration)} moves it, on whose thread all tasks run. With
 * the same tasks every run is the same.
 */
public final class VirtualTimeline implements Timeline {
    private record Task(long due, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private long now;
    private long count;
    private boolean closed;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public synchronized Registration schedule(Duration delay, Runnable work) {
        Task task = new Task(now + Math.max(0, delay.toNanos()), count++, work);
        if (!closed) {
            tasks.add(task);
        }
        return () -> cancel(task);
    }

    /** Runs the next task, moving the clock to the moment when it is due; false when there is none. */
    public boolean step() {
        return runNext(Long.MAX_VALUE);
    }

    /** Moves the clock on by this much, running all tasks that are due until then, each at its moment. */
    public void advance(Duration by) {
        long end = nanoTime() + by.toNanos();
        while (runNext(end)) {
            // each call runs one task
        }
        synchronized (this) {
            now = Math.max(now, end);
        }
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return tasks.size();
    }

    @Override
    public synchronized void close() {
        closed = true;
        tasks.clear();
    }

    @Override
    public synchronized boolean isClosed() {
        return closed;
    }

    private boolean runNext(long latest) {
        Task task = take(latest);
        if (task == null) {
            return false;
        }
        task.work().run();
        return true;
    }

    private synchronized @Nullable Task take(long latest) {
        Task next = tasks.peek();
        if (next == null || next.due() > latest) {
            return null;
        }
        tasks.remove();
        now = Math.max(now, next.due());
        return next;
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }
}
