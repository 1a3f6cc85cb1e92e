package io.haservices.spi.coordination;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls one listener in order and never twice at once, whatever the listener does (CO-13), until closed (CO-14); for backends,
 * one for each registered listener. May be used from any thread; nothing blocks but {@link #close()}, and that for at most 20 ms.
 *
 * @param <T> what the listener is told
 */
public final class SerialDelivery<T> implements Registration {
    private static final System.Logger LOG = System.getLogger(SerialDelivery.class.getName());
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

    /**
     * Makes one that has told nothing yet.
     *
     * @param executor calls the listener; once it refuses to, nothing more is told
     * @param latestOnly whether what was not told yet is replaced by what comes after it
     * @param listener what is called; when it throws, that is logged, and it is called with the next value as if it had not
     * @param onClose what else is to be done when this is closed, each time
     */
    public SerialDelivery(Executor executor, boolean latestOnly, Consumer<T> listener, Runnable onClose) {
        this.executor = executor;
        this.latestOnly = latestOnly;
        this.listener = listener;
        this.onClose = onClose;
    }

    /** Has the listener called with this value, after those before it; does nothing when this is closed. */
    public synchronized void tell(T value) {
        if (ended) {
            return;
        }
        if (latestOnly) {
            pending.clear();
        }
        pending.add(value);
        schedule();
    }

    /** Has the listener called with this value for the last time: nothing is told after it. */
    public synchronized void tellLast(T value) {
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
                // Whoever owns it has ended.
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
            LOG.log(System.Logger.Level.WARNING, "a listener threw; it will be called again with the next change", e);
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
