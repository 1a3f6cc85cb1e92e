package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Registration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls one listener, in order and never twice at once, whatever it does (CO-13), until closed (CO-14). */
class SerialListener<T> implements Registration {
    private static final System.Logger LOG = System.getLogger(SerialListener.class.getName());

    private final Executor executor;
    private final Consumer<T> listener;
    private final boolean latestOnly;
    private final Deque<T> pending = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    SerialListener(Executor executor, Consumer<T> listener, boolean latestOnly) {
        this.executor = executor;
        this.listener = listener;
        this.latestOnly = latestOnly;
    }

    synchronized void tell(T value) {
        if (closed) {
            return;
        }
        if (latestOnly) {
            pending.clear();
        }
        pending.add(value);
        if (!running) {
            running = true;
            executor.execute(this::callOnce);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        pending.clear();
    }

    synchronized boolean isClosed() {
        return closed;
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
        executor.execute(this::callOnce);
    }

    private synchronized @Nullable T next() {
        T value = pending.poll();
        running = value != null;
        return value;
    }
}
