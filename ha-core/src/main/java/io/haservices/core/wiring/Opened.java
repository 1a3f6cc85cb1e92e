package io.haservices.core.wiring;

import io.haservices.errors.HaException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been opened so far; closing closes all of it, the last one first, whatever fails on the way. Idempotent. */
final class Opened implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    /** What is opened while the others are closed is closed by whoever opened it. */
    <T extends AutoCloseable> T add(T part) {
        synchronized (this) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        closeQuietly(part);
        throw closed();
    }

    /** Parts that were closed must not be put together again. */
    synchronized void requireOpen() {
        if (closed) {
            throw closed();
        }
    }

    private static HaException closed() {
        return new HaException("the services of this injector failed to open, or were closed. Make another injector.");
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        for (AutoCloseable part = next(); part != null; part = next()) {
            closeQuietly(part);
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("closing {} failed", part.getClass().getSimpleName(), e);
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        return parts.poll();
    }
}
