package io.haservices.testkit.proxy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The faults of one direction, shared by all connections of a proxy. Belongs to the proxy's thread. */
final class Flow {
    enum Mode {
        PASS,
        HOLD,
        SWALLOW
    }

    private Mode mode = Mode.PASS;
    private long delayNanos;
    private long jitterNanos;
    private long allowance = Long.MAX_VALUE;
    private @Nullable CompletableFuture<Void> tripped;

    Mode mode() {
        return mode;
    }

    void mode(Mode next) {
        mode = next;
    }

    boolean passes() {
        return mode == Mode.PASS;
    }

    void delay(Duration delay, Duration jitter) {
        delayNanos = delay.toNanos();
        jitterNanos = jitter.toNanos();
    }

    boolean isDelayed() {
        return delayNanos + jitterNanos > 0;
    }

    long dueAfter(long now) {
        return now
                + delayNanos
                + (jitterNanos == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitterNanos + 1));
    }

    void limit(long bytes, CompletableFuture<Void> cut) {
        liftLimit();
        allowance = bytes;
        tripped = cut;
    }

    void liftLimit() {
        allowance = Long.MAX_VALUE;
        settle(waiting -> waiting.cancel(false));
    }

    /** How many of these bytes may still pass; fewer than offered means that the limit is used up and the connection has to be cut. */
    int admit(int offered) {
        if (tripped == null) {
            return offered;
        }
        int admitted = (int) Math.min(offered, allowance);
        allowance -= admitted;
        return admitted;
    }

    /** The cut has happened. */
    void trip() {
        allowance = Long.MAX_VALUE;
        settle(waiting -> waiting.complete(null));
    }

    void heal() {
        mode = Mode.PASS;
        delay(Duration.ZERO, Duration.ZERO);
        liftLimit();
    }

    /** Tells whoever waits on a thread of its own, since the proxy's thread must not run foreign code. */
    private void settle(Consumer<CompletableFuture<Void>> outcome) {
        CompletableFuture<Void> waiting = tripped;
        tripped = null;
        if (waiting != null) {
            ForkJoinPool.commonPool().execute(() -> outcome.accept(waiting));
        }
    }
}
