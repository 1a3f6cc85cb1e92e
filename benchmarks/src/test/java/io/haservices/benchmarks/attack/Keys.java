package io.haservices.benchmarks.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Which registers are written now: a few, for a while, and then others, so that the history of none grows too long to be judged.
 *
 * @param zero when the first ones began, in nanoseconds of the common clock
 */
record Keys(long zero) {
    static final int AT_A_TIME = 6;
    private static final Duration WHILE = Duration.ofSeconds(20);

    /** One that this worker writes; no other of the same leader does, so that its values have an order. */
    String toWrite(int worker, int workers, Random random) {
        return key(now(), worker + workers * random.nextInt(AT_A_TIME / workers));
    }

    String any(Random random) {
        return key(now(), random.nextInt(AT_A_TIME));
    }

    /** Those of now and of the time before. */
    List<String> recent() {
        return since(Math.max(0, now() - 1));
    }

    List<String> all() {
        return since(0);
    }

    private List<String> since(long first) {
        List<String> keys = new ArrayList<>();
        long now = now();
        for (long window = first; window <= now; window++) {
            for (int i = 0; i < AT_A_TIME; i++) {
                keys.add(key(window, i));
            }
        }
        return keys;
    }

    private long now() {
        return (System.nanoTime() - zero) / WHILE.toNanos();
    }

    private static String key(long window, int number) {
        return "r" + window + "-" + number;
    }
}
