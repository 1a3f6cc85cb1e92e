package io.haservices.core.state;

import io.haservices.StateInfo;
import io.haservices.StateVersion;
import io.haservices.WriteOptions;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.errors.StateConflictException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.values.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One write of a state: bytes to the storage, then the fenced pointer, then the bytes that it replaces are discarded (SS-01). */
final class StatePut {
    /** How often somebody else may get in between an unconditional write's read and its commit. */
    private static final int MOST_RACES = 100;

    private final StoreContext context;
    private final Layout layout;
    private final Key key;
    private final String store;
    private final String name;
    private final Fencing fencing;
    private final BlobSource content;
    private final WriteOptions options;
    private final String mark;
    private final Pointers pointers;

    StatePut(
            StoreContext context,
            Layout layout,
            String store,
            String name,
            Fencing fencing,
            BlobSource content,
            WriteOptions options) {
        this.context = context;
        this.layout = layout;
        this.key = layout.pointer(store, name);
        this.store = store;
        this.name = name;
        this.fencing = fencing;
        this.content = content;
        this.options = options;
        this.mark = options.mark().orElseGet(context.runtime().ids());
        this.pointers = new Pointers(layout, context.storage());
    }

    CompletionStage<StateInfo> run() {
        return fencing.point()
                .thenCompose(point -> context.coordination().get(key).thenCompose(current -> {
                    Optional<PointerRecord> ours = readable(current).filter(this::isOurs);
                    if (ours.isPresent()) {
                        return CompletableFuture.completedFuture(pointers.info(current.orElseThrow(), ours.get()));
                    }
                    Expectation.check(options, current, what());
                    return writeBytes(point).thenCompose(pointer -> commit(point, pointer, current, 0));
                }));
    }

    /** The name of the blob is new each time, so that a repetition with the same mark never touches bytes that may be named. */
    private CompletionStage<PointerRecord> writeBytes(FencePoint point) {
        String unique = mark + "-" + context.runtime().ids().get();
        BlobName blob = layout.blob(point.origin(), store, name, point.epoch(), unique);
        return CompletableFuture.supplyAsync(
                () -> {
                    DigestingSource digesting = new DigestingSource(content);
                    long length = context.storage().write(blob, digesting);
                    return new PointerRecord(blob.path(), length, digesting.sha256(), point.epoch(), mark);
                },
                context.runtime().io());
    }

    private CompletionStage<StateInfo> commit(
            FencePoint point, PointerRecord pointer, Optional<Entry> current, int races) {
        Bytes value = Records.encode(pointer);
        List<Guard> guards = new ArrayList<>();
        guards.add(new Guard.Version(layout.epoch(), point.epochVersion()));
        Operation operation = current.<Operation>map(entry -> {
                    guards.add(new Guard.Incarnation(key, entry.incarnation()));
                    return new Operation.Replace(key, entry.version(), value);
                })
                .orElseGet(() -> new Operation.Create(key, value));
        return new FencedCommit(
                        context,
                        layout.scope(),
                        key,
                        guards,
                        List.of(operation),
                        now -> now.filter(entry -> entry.value().equals(value)).isPresent(),
                        now -> now.map(Expectation::version).equals(current.map(Expectation::version)))
                .run()
                .thenCompose(outcome -> settle(outcome, point, pointer, current, races));
    }

    private CompletionStage<StateInfo> settle(
            Outcome outcome, FencePoint point, PointerRecord pointer, Optional<Entry> current, int races) {
        if (outcome instanceof Outcome.Done done) {
            return discardReplaced(current).thenCompose(nothing -> info(done, pointer, current));
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            // The bytes stay: the pointer may name them, now or later.
            return Stages.failed(new OutcomeUnknownException(
                    what() + ": the answer was lost, and whether it took effect could not be found out in time."
                            + " Repeat it with the mark '" + mark + "'",
                    mark,
                    unknown.cause()));
        }
        if (outcome instanceof Outcome.Changed && !Expectation.isConditional(options) && races < MOST_RACES) {
            return context.coordination().get(key).thenCompose(now -> commit(point, pointer, now, races + 1));
        }
        return Blobs.discard(context, pointer.blob()).thenCompose(nothing -> refuse(outcome, point));
    }

    private CompletionStage<StateInfo> refuse(Outcome outcome, FencePoint point) {
        if (outcome instanceof Outcome.Stale) {
            fencing.refused();
            return CurrentEpoch.read(context, layout)
                    .thenCompose(now ->
                            Stages.failed(new StaleEpochException(what(), layout.election(), point.epoch(), now)));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Stages.failed(refused.cause());
        }
        return Stages.failed(new StateConflictException(
                what() + " refused: somebody else wrote it meanwhile. Nothing was changed; read again, then decide."));
    }

    private CompletionStage<Void> discardReplaced(Optional<Entry> current) {
        return readable(current)
                .map(replaced -> Blobs.discard(context, replaced.blob()))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private CompletionStage<StateInfo> info(Outcome.Done done, PointerRecord pointer, Optional<Entry> current) {
        if (current.isPresent() && done.version().isPresent()) {
            StateVersion version =
                    new StateVersion(current.get().incarnation(), done.version().getAsLong());
            return CompletableFuture.completedFuture(pointers.info(key.names(), version, pointer));
        }
        // Only a read tells the incarnation of what was created; when it is overwritten already, any version will do
        // for a
        // conflict.
        return context.coordination()
                .get(key)
                .thenApply(now -> pointers.info(
                        key.names(), now.map(Expectation::version).orElse(new StateVersion(0, 0)), pointer));
    }

    private boolean isOurs(PointerRecord pointer) {
        return options.mark().isPresent() && pointer.mark().equals(mark);
    }

    /** A damaged pointer may be written over; the bytes that it named stay behind. */
    private Optional<PointerRecord> readable(Optional<Entry> entry) {
        try {
            return entry.map(pointers::read);
        } catch (DamagedStateException e) {
            return Optional.empty();
        }
    }

    private String what() {
        return "put '" + store + "/" + name + "'";
    }
}
