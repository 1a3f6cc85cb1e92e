package io.haservices.testkit.tck.coordination;

import io.haservices.testkit.tck.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Waits in the fixture's time, be it real or virtual. */
final class Patience {
    private static final Duration FIRST_STEP = Duration.ofMillis(1);
    private static final Duration LONGEST_STEP = Duration.ofMillis(50);

    private final CoordinationFixture fixture;
    private final Verdict verdict;

    Patience(CoordinationFixture fixture, Verdict verdict) {
        this.fixture = fixture;
        this.verdict = verdict;
    }

    /** Waits until this holds; {@code awaited} completes the sentence "... did not happen". */
    void await(String awaited, BooleanSupplier condition) {
        verdict.expect(
                within(fixture.patience(), condition),
                "within " + fixture.patience().toMillis() + " ms it did not happen that " + awaited);
    }

    /** Whether this came to hold within so much time. */
    boolean within(Duration limit, BooleanSupplier condition) {
        long end = fixture.clock().nanoTime() + limit.toNanos();
        Duration step = FIRST_STEP;
        while (!condition.getAsBoolean()) {
            if (fixture.clock().nanoTime() - end > 0) {
                return false;
            }
            fixture.passTime(step);
            step = step.compareTo(LONGEST_STEP) < 0 ? step.multipliedBy(2) : LONGEST_STEP;
        }
        return true;
    }

    /** The result of a call that must succeed. */
    <T> T answer(String call, CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        await(call + " is answered", future::isDone);
        try {
            return future.join();
        } catch (CompletionException e) {
            throw verdict.broken(call + " failed with " + e.getCause(), e);
        }
    }

    /** The failure of a call that must fail. */
    Throwable failure(String call, CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        await(call + " is answered", future::isDone);
        try {
            throw verdict.broken(call + " was answered with " + future.join());
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }
}
