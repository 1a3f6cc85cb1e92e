package io.haservices.core.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Everything that is left to chance, from one seed. */
final class Chance {
    private final Random random;
    private boolean calm;

    Chance(long seed) {
        random = new Random(seed);
    }

    /** From now on nothing unusual happens by itself. */
    void calmDown() {
        calm = true;
    }

    boolean isCalm() {
        return calm;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    /** Once in so many times, and never once it is calm. */
    boolean mishap(int oneIn) {
        return !calm && random.nextInt(oneIn) == 0;
    }

    <T> T of(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    Duration millis(int least, int most) {
        return Duration.ofNanos(1000L * (least * 1000L + random.nextInt((most - least) * 1000 + 1)));
    }

    /** How long something takes that is short most of the time. */
    Duration delay(int usualMicros, int rareMillis) {
        int kind = calm ? 1 : random.nextInt(300);
        if (kind == 0) {
            return millis(0, rareMillis);
        }
        int most = kind < 15 ? usualMicros * 20 : usualMicros;
        return Duration.ofNanos(1000L * (1 + random.nextInt(most)));
    }
}
