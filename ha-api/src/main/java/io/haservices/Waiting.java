package io.haservices;

import io.haservices.errors.HaException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for a stage and throws the error itself rather than its wrapping. Every stage of this API completes within a bound. */
final class Waiting {
    private Waiting() {}

    static <T> T on(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                // The error was made on another thread: keep its type, add the trace of the caller who waits.
                failure.addSuppressed(new WaitedHere());
                throw failure;
            }
            throw new HaException("unexpected failure: " + e.getCause(), e);
        }
    }

    /** Only for the trace. */
    private static final class WaitedHere extends Exception {
        private static final long serialVersionUID = 1;

        WaitedHere() {
            super("the caller waited here");
        }
    }
}
