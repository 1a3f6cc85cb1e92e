package io.haservices.core.runtime;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Works through a list, several items at a time, and without a thread that waits. The first failure lets nothing more begin. */
public final class Lanes<T> {
    private final List<T> items;
    private final Function<T, CompletionStage<Void>> work;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile @Nullable Throwable failure;

    private Lanes(List<T> items, int lanes, Function<T, CompletionStage<Void>> work) {
        this.items = items;
        this.work = work;
        this.open = new AtomicInteger(lanes);
    }

    /** Completes when all work has; fails, when any of it has, after what was begun has ended. */
    public static <T> CompletionStage<Void> forEach(List<T> items, int lanes, Function<T, CompletionStage<Void>> work) {
        int useful = Math.max(1, Math.min(lanes, items.size()));
        Lanes<T> all = new Lanes<>(items, useful, work);
        for (int i = 0; i < useful; i++) {
            all.goOn();
        }
        return all.done;
    }

    /** A loop rather than recursion where work is done at once. */
    private void goOn() {
        while (failure == null) {
            int number = next.getAndIncrement();
            if (number >= items.size()) {
                break;
            }
            CompletableFuture<@Nullable Void> begun = Stages.call(() -> work.apply(items.get(number)))
                    .<@Nullable Void>handle((nothing, error) -> {
                        if (error != null) {
                            failure = error;
                        }
                        return null;
                    })
                    .toCompletableFuture();
            if (!begun.isDone()) {
                CompletionStage<Void> unused = begun.thenRun(this::goOn);
                return;
            }
        }
        if (open.decrementAndGet() == 0) {
            finish();
        }
    }

    private void finish() {
        Throwable first = failure;
        if (first == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(Stages.unwrap(first));
        }
    }
}
