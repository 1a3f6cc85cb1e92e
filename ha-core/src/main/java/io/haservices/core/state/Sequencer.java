package io.haservices.core.state;

import io.haservices.core.runtime.Stages;
import io.haservices.spi.coordination.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** One write to a key after another, because nothing else may be started on a key whose last outcome is still open (SS-05). */
final class Sequencer {
    private final Map<Key, CompletableFuture<Void>> tails = new HashMap<>();

    <T> CompletionStage<T> enqueue(Key key, Supplier<CompletionStage<T>> write) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (tails) {
            before = tails.getOrDefault(key, CompletableFuture.completedFuture(null));
            tails.put(key, done);
        }
        CompletionStage<T> result = before.thenCompose(nothing -> Stages.call(write));
        result.whenComplete((value, failure) -> {
            synchronized (tails) {
                tails.remove(key, done);
            }
            done.complete(null);
        });
        // A copy: whoever cancels it, or has it time out, must not let the next write begin.
        return result.thenApply(Function.identity());
    }
}
