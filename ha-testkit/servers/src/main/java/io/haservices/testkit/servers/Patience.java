package io.haservices.testkit.servers;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks again and again until there is an answer. */
final class Patience {
    private static final long PAUSE_MILLIS = 20;

    private Patience() {}

    /** The first answer, or empty when there was none in time; asks at least once. */
    static <T> Optional<T> await(Duration atMost, Supplier<Optional<T>> question) {
        long start = System.nanoTime();
        while (true) {
            Optional<T> answer = question.get();
            if (answer.isPresent() || System.nanoTime() - start >= atMost.toNanos()) {
                return answer;
            }
            pause();
        }
    }

    /** Whether the condition was met in time; asks at least once. */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        return await(atMost, () -> Optional.of(condition.getAsBoolean()).filter(met -> met))
                .isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        }
    }
}
