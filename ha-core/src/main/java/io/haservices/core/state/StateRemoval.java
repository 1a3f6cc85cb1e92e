package io.haservices.core.state;

import io.haservices.WriteOptions;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.errors.StateConflictException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One removal of a state: the pointer, fenced, then the bytes (SS-01). */
final class StateRemoval {
    private final StoreContext context;
    private final Layout layout;
    private final Key key;
    private final String what;
    private final Fencing fencing;
    private final WriteOptions options;

    StateRemoval(
            StoreContext context, Layout layout, String store, String name, Fencing fencing, WriteOptions options) {
        this.context = context;
        this.layout = layout;
        this.key = layout.pointer(store, name);
        this.what = "remove '" + store + "/" + name + "'";
        this.fencing = fencing;
        this.options = options;
    }

    CompletionStage<Boolean> run() {
        return fencing.point().thenCompose(this::attempt);
    }

    private CompletionStage<Boolean> attempt(FencePoint point) {
        return context.coordination().get(key).thenCompose(current -> {
            if (current.isEmpty()) {
                return guardOnly(point);
            }
            Expectation.check(options, current, what);
            Entry entry = current.get();
            return new FencedCommit(
                            context,
                            layout.scope(),
                            key,
                            List.of(
                                    new Guard.Version(layout.epoch(), point.epochVersion()),
                                    new Guard.Incarnation(key, entry.incarnation())),
                            List.of(new Operation.Delete(key, entry.version())),
                            Optional::isEmpty,
                            now -> now.map(Expectation::version).equals(current.map(Expectation::version)))
                    .run()
                    .thenCompose(outcome -> settle(outcome, point, entry));
        });
    }

    /** Nothing to remove; but one whose term is over is told so, and not that the state does not exist. */
    private CompletionStage<Boolean> guardOnly(FencePoint point) {
        return CurrentEpoch.read(context, layout)
                .thenCompose(now -> now >= 0 && now != point.epoch()
                        ? stale(point, now)
                        : CompletableFuture.completedFuture(false));
    }

    private CompletionStage<Boolean> settle(Outcome outcome, FencePoint point, Entry removed) {
        if (outcome instanceof Outcome.Done) {
            return blobOf(removed)
                    .map(blob -> Blobs.discard(context, blob))
                    .orElseGet(() -> CompletableFuture.completedFuture(null))
                    .thenApply(nothing -> true);
        }
        if (outcome instanceof Outcome.Changed) {
            return Expectation.isConditional(options)
                    ? Stages.failed(new StateConflictException(
                            what + " refused: somebody else wrote it meanwhile. Nothing was changed."))
                    : attempt(point);
        }
        if (outcome instanceof Outcome.Stale) {
            return CurrentEpoch.read(context, layout).thenCompose(now -> stale(point, now));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Stages.failed(refused.cause());
        }
        return Stages.failed(new OutcomeUnknownException(
                what + ": the answer was lost, and whether it took effect could not be found out in time. Repeat it",
                options.mark().orElse(""),
                ((Outcome.Unknown) outcome).cause()));
    }

    private CompletionStage<Boolean> stale(FencePoint point, long now) {
        fencing.refused();
        return Stages.failed(new StaleEpochException(what, layout.election(), point.epoch(), now));
    }

    private Optional<String> blobOf(Entry removed) {
        try {
            return Optional.of(
                    new Pointers(layout, context.storage()).read(removed).blob());
        } catch (DamagedStateException e) {
            return Optional.empty();
        }
    }
}
