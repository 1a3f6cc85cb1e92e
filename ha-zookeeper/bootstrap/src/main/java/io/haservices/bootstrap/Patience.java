package io.haservices.bootstrap;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition, at most a given time on the monotonic clock. */
final class Patience {
    private static final long PAUSE_MILLIS = 50;

    private Patience() {}

    /** Whether the condition came true in time. */
    static boolean until(Duration limit, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                return false;
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
