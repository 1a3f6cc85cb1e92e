package io.haservices.core.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets only so many pieces of work be under way at a time; the others wait for their turn, in order and without a thread. */
public final class Gate {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;
    private int held;
    private boolean beginning;

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
            waiting.add(begin);
        }
        beginWaiting();
        return result;
    }

    /** Begins nothing more before as many {@link #release releases}. */
    public synchronized void hold() {
        held++;
    }

    /** Goes on, when it was the last that held it. */
    public void release() {
        synchronized (this) {
            held--;
        }
        beginWaiting();
    }

    private void next() {
        synchronized (this) {
            free++;
        }
        beginWaiting();
    }

    /** One after the other: what is done at once calls this again, and thousands of them would fill the stack. */
    private void beginWaiting() {
        for (Runnable begin = poll(); begin != null; begin = poll()) {
            try {
                begin.run();
            } finally {
                begun();
            }
        }
    }

    private synchronized @Nullable Runnable poll() {
        if (beginning || held > 0 || free == 0 || waiting.isEmpty()) {
            return null;
        }
        beginning = true;
        free--;
        return waiting.remove();
    }

    private synchronized void begun() {
        beginning = false;
    }
}
