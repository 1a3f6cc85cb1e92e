package io.haservices.core.wiring;

import io.haservices.HighAvailabilityOptions;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Really connects and really writes, within a time limit (CF-13). */
final class LiveCheck {
    private final Selection selection;
    private final Duration limit;
    private final Consumer<String> notes;
    private final Consumer<String> promises;
    private final ExecutorService threads;

    /**
     * Does nothing yet. Both are told by another thread, before the problems are there.
     *
     * @param notes is told what works, but otherwise than configured
     * @param promises is told what the configured and negotiated times promise
     */
    LiveCheck(Selection selection, Duration limit, Consumer<String> notes, Consumer<String> promises) {
        this.selection = selection;
        this.limit = limit;
        this.notes = notes;
        this.promises = promises;
        this.threads = Executors.newCachedThreadPool(new RuntimeThreads(this, n -> "ha-check-" + n));
    }

    List<String> problems() {
        long end = System.nanoTime() + limit.toNanos();
        List<String> problems = new ArrayList<>();
        CompletableFuture<Boolean> coordination = start(this::tryCoordination);
        CompletableFuture<Boolean> storage = start(this::tryStorage);
        threads.shutdown();
        try {
            await(coordination, end, "the coordination backend " + selection.coordination(), problems::add);
            await(storage, end, "the storage " + selection.storage(), problems::add);
            // Each closes what it opened after it has answered.
            threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add("interrupted while the backends were tried.");
        }
        return problems;
    }

    private void tryStorage(CompletableFuture<Boolean> done) {
        try (Storage storage = selection.openStorage()) {
            storage.probe();
            done.complete(true);
        }
    }

    private void tryCoordination(CompletableFuture<Boolean> done) {
        Duration configured = selection.configuration().get(HighAvailabilityOptions.REQUEST_TIMEOUT);
        // Sooner than our own limit: the backend knows better what is wrong.
        Duration patience = limit.multipliedBy(3).dividedBy(4);
        Duration timeout = configured.compareTo(patience) < 0 ? configured : patience;
        try (Coordination coordination = selection.openCoordination(timeout)) {
            coordination.scopes().toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
            coordination.describe().forEach((key, value) -> {
                if (key.endsWith("-note")) {
                    notes.accept(value + ".");
                }
            });
            Timing timing = new Timing(coordination.session().timeout(), selection.configuration());
            timing.warnings().forEach(notes);
            timing.promises().forEach(promises);
            done.complete(true);
        } catch (ExecutionException e) {
            done.completeExceptionally(Stages.unwrap(e));
        } catch (TimeoutException e) {
            done.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Boolean> start(Consumer<CompletableFuture<Boolean>> trial) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                trial.accept(done);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void await(CompletableFuture<Boolean> answer, long end, String what, Consumer<String> problem)
            throws InterruptedException {
        try {
            answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable failure = Stages.unwrap(e);
            String text = failure instanceof HaException ? String.valueOf(failure.getMessage()) : what + ": " + failure;
            problem.accept(text);
        } catch (TimeoutException e) {
            problem.accept(what + " did not answer within the time limit.");
        }
    }
}
