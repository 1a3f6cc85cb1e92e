package io.haservices.zookeeper;

import io.haservices.spi.coordination.Registration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls one listener in order, never twice at once, whatever the listener does (CO-13), until closed (CO-14). */
final class Delivery<T> implements Registration {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** How long closing looks whether a call that was just decided on has begun. */
    private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Executor executor;
    private final boolean latestOnly;
    private final Consumer<T> listener;
    private final Runnable onClose;
    private final Deque<T> pending = new ArrayDeque<>();
    private boolean scheduled;
    private boolean ended;
    private @Nullable Thread caller;

    /** @param latestOnly whether what was not told yet is replaced by what comes after it */
    Delivery(Executor executor, boolean latestOnly, Consumer<T> listener, Runnable onClose) {
        this.executor = executor;
        this.latestOnly = latestOnly;
        this.listener = listener;
        this.onClose = onClose;
    }

    synchronized void tell(T value) {
        if (ended) {
            return;
        }
        if (latestOnly) {
            pending.clear();
        }
        pending.add(value);
        schedule();
    }

    /** The last thing that is ever told. */
    synchronized void tellLast(T value) {
        tell(value);
        ended = true;
    }

    @Override
    public void close() {
        synchronized (this) {
            ended = true;
            pending.clear();
            // A call that was decided on, but not made yet, would begin after this returned. One that takes longer has
            // begun.
            long until = System.nanoTime() + CLOSE_NANOS;
            while (caller != null && caller != Thread.currentThread() && until - System.nanoTime() > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
            }
        }
        onClose.run();
    }

    private void schedule() {
        if (!scheduled) {
            try {
                executor.execute(this::callOnce);
                scheduled = true;
            } catch (RejectedExecutionException e) {
                // The client is closed.
                ended = true;
            }
        }
    }

    private void callOnce() {
        T value = next();
        if (value == null) {
            return;
        }
        try {
            listener.accept(value);
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener failed; it is told the next change as if it had not", e);
        }
        returned();
    }

    private synchronized @Nullable T next() {
        scheduled = false;
        T value = pending.poll();
        if (value != null) {
            caller = Thread.currentThread();
            // Nothing else may be called until this call returned.
            scheduled = true;
        }
        return value;
    }

    private synchronized void returned() {
        caller = null;
        notifyAll();
        scheduled = false;
        if (!pending.isEmpty()) {
            schedule();
        }
    }
}
