package io.haservices.core.cleanup;

import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Stages;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Deletes many things a few at a time.
 *
 * @param runtime threads and time
 * @param batch how many at a time
 * @param pause between two batches
 * @param mayGoOn is asked before each batch
 */
record Deletions(CoreRuntime runtime, int batch, Duration pause, BooleanSupplier mayGoOn) {
    private static final int LARGE = 500;

    static Deletions atOnce(CoreRuntime runtime) {
        return new Deletions(runtime, LARGE, Duration.ZERO, () -> true);
    }

    /** Tells {@code told} after each batch how many were deleted so far, and completes with their number. */
    <T> CompletionStage<Integer> delete(List<T> items, Consumer<Collection<T>> deletion, IntConsumer told) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        from(0, items, deletion, told, done);
        return done;
    }

    private <T> void from(
            int begin,
            List<T> items,
            Consumer<Collection<T>> deletion,
            IntConsumer told,
            CompletableFuture<Integer> done) {
        int end = Math.min(begin + batch, items.size());
        if (begin >= end || !mayGoOn.getAsBoolean()) {
            done.complete(begin);
            return;
        }
        Stages.call(() -> CompletableFuture.runAsync(() -> deletion.accept(items.subList(begin, end)), runtime.io()))
                .thenCompose(nothing -> {
                    told.accept(end);
                    return pause.isZero() || end == items.size()
                            ? CompletableFuture.<Void>completedFuture(null)
                            : Stages.delay(runtime.loop(), pause);
                })
                .whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        from(end, items, deletion, told, done);
                    } else {
                        done.completeExceptionally(failure);
                    }
                });
    }
}
