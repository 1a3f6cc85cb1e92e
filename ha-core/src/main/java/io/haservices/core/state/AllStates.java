package io.haservices.core.state;

import io.haservices.ReadProgress;
import io.haservices.ReadSummary;
import io.haservices.StateContent;
import io.haservices.StateVisitor;
import io.haservices.core.runtime.Lanes;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/**
 * One reading of all states of a store (SS-16). Each lane holds one verified copy until the visitor has taken it, so that what is
 * held is bounded, however slow the visitor is.
 */
final class AllStates {
    private final StoreContext context;
    private final StateReads reads;
    private final List<Entry> entries;
    private final StateVisitor visitor;
    private final Turns turns = new Turns();
    private final List<DamagedStateException> damaged = new ArrayList<>();
    // Only changed by whose turn it is.
    private int states;
    private int done;
    private long bytes;
    private boolean stopped;

    AllStates(StoreContext context, StateReads reads, List<Entry> entries, StateVisitor visitor) {
        this.context = context;
        this.reads = reads;
        this.entries = entries;
        this.visitor = visitor;
    }

    CompletionStage<ReadSummary> read() {
        return Lanes.forEach(entries, context.parallelism(), this::read)
                .thenApply(nothing -> new ReadSummary(states, bytes, damaged));
    }

    private CompletionStage<Void> read(Entry entry) {
        CompletionStage<CompletionStage<Void>> turn = reads.copy(entry).handle((content, failure) -> {
            if (failure == null) {
                return turn(() -> handOver(content));
            }
            return Stages.unwrap(failure) instanceof DamagedStateException damage
                    ? turn(() -> tell(damage))
                    : stop(failure);
        });
        return turn.thenCompose(taken -> taken);
    }

    private CompletionStage<Void> turn(Runnable work) {
        return turns.take(() -> {
            try {
                return CompletableFuture.runAsync(work, context.runtime().io());
            } catch (RejectedExecutionException e) {
                return Stages.failed(new HaException("the states cannot be read on: this client was closed", e));
            }
        });
    }

    private CompletionStage<Void> stop(Throwable failure) {
        return turns.take(() -> {
            stopped = true;
            return Stages.failed(failure);
        });
    }

    private void handOver(Optional<StateContent> content) {
        try (StateContent state = content.orElse(null)) {
            if (stopped) {
                return;
            }
            if (state != null) {
                visitor.onState(state);
                states++;
                bytes += state.info().length();
            }
            progress();
        } catch (IOException e) {
            stopped = true;
            throw new HaException("what was to become of a state failed: " + e, e);
        } catch (RuntimeException | Error e) {
            stopped = true;
            throw e;
        }
    }

    private void tell(DamagedStateException damage) {
        if (!stopped) {
            damaged.add(damage);
            visitor.onDamaged(damage);
            progress();
        }
    }

    private void progress() {
        done++;
        visitor.onProgress(new ReadProgress(done, entries.size(), bytes));
    }
}
