package io.haservices.core.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets only so many pieces of work be under way at a time; the others wait for their turn, in order and without a thread. */
public final class Gate {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /** So many at a time. */
    public Gate(int width) {
        free = width;
    }

    /** Begins the work now or later. */
    public <T> CompletionStage<T> pass(Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable begin = () -> Stages.call(work).whenComplete((value, failure) -> {
            next();
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(Stages.unwrap(failure));
            }
        });
        synchronized (this) {
            if (free == 0) {
                waiting.add(begin);
                return result;
            }
            free--;
        }
        begin.run();
        return result;
    }

    private void next() {
        Runnable begin;
        synchronized (this) {
            begin = waiting.poll();
            if (begin == null) {
                free++;
                return;
            }
        }
        begin.run();
    }
}
