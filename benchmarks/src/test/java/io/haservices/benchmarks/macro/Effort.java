package io.haservices.benchmarks.macro;

import java.time.Duration;
import java.util.Locale;

/**
 * How much is measured: by itself just enough to see that it works, and {@code ./bench} asks for more.
 *
 * @param rounds of blocks, for what takes milliseconds
 * @param states that a new leader reads
 * @param exchanges of leaders, and starts of commands
 */
record Effort(boolean isMeasured, boolean isFull, int rounds, Duration block, int states, int exchanges) {
    /** Rounds of what takes seconds. */
    int few() {
        return Math.max(1, exchanges / 3);
    }

    static Effort asked() {
        return switch (System.getProperty("ha.bench.effort", "smoke").toLowerCase(Locale.ROOT)) {
            case "full" -> new Effort(true, true, 240, Duration.ofMillis(50), 10_000, 200);
            case "quick" -> new Effort(true, false, 60, Duration.ofMillis(50), 1_000, 30);
            default -> new Effort(false, false, 1, Duration.ofMillis(1), 5, 1);
        };
    }
}
