package io.haservices.etcd;

import io.haservices.errors.HaException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** What a user waits for; completed on a thread that users may hold up. */
final class Answer<T> {
    private final Executor executor;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    Answer(Executor executor) {
        this.executor = executor;
    }

    CompletionStage<T> stage() {
        return future;
    }

    <R> Outcome<R> from(Function<R, T> reading) {
        return Outcome.of(
                value -> complete(() -> future.complete(reading.apply(value))),
                (HaException cause) -> complete(() -> future.completeExceptionally(cause)));
    }

    private void complete(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            // The client is closed: whoever closed it completes what is left.
            completion.run();
        }
    }
}
