package io.haservices.core.election;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waiting for an end that must come, but not for ever. */
public final class Bounded {
    private static final Logger LOG = LoggerFactory.getLogger(Bounded.class);

    private Bounded() {}

    /** Returns at the end or the limit, whichever comes first; what is wrong is logged. */
    public static void await(CompletableFuture<?> end, Duration limit, String what) {
        try {
            end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("{} goes on in the background: not done within {}", what, limit);
        } catch (ExecutionException e) {
            LOG.warn("{} failed", what, e.getCause());
        }
    }
}
