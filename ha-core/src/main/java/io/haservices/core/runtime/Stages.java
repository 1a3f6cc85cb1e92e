package io.haservices.core.runtime;

import io.haservices.errors.HaException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Small pieces for chains of stages. */
public final class Stages {
    private Stages() {}

    /** A stage that completes after a delay. */
    public static CompletionStage<Void> delay(EventLoop loop, Duration delay) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.schedule(delay, () -> done.complete(null));
        return done;
    }

    /** A stage that has failed. */
    public static <T> CompletionStage<T> failed(Throwable cause) {
        return CompletableFuture.failedFuture(cause);
    }

    /** The stage of a call that may also throw at once. */
    public static <T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    /** Goes on with another stage when the first fails. */
    public static <T> CompletionStage<T> recover(
            CompletionStage<T> stage, Function<Throwable, CompletionStage<T>> recovery) {
        return stage.handle((value, failure) ->
                        failure == null ? CompletableFuture.<T>completedFuture(value) : recovery.apply(unwrap(failure)))
                .thenCompose(Function.identity());
    }

    /** The error itself rather than its wrapping. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapping = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapping && cause != null ? cause : failure;
    }

    /** The error as one of ours. */
    public static HaException asHaException(Throwable failure) {
        Throwable cause = unwrap(failure);
        return cause instanceof HaException ours ? ours : new HaException("unexpected failure: " + cause, cause);
    }
}
