package io.haservices.core.state;

import io.haservices.StateInfo;
import io.haservices.StateVersion;
import io.haservices.WriteOptions;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.HaException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.errors.StateConflictException;
import io.haservices.errors.StorageException;
import io.haservices.errors.UnavailableException;
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

    private static final StateVersion NO_VERSION = new StateVersion(0, 0);

    /** A creation whose outcome stays open, and until when others are tried. */
    private record Lost(HaException cause, long deadline) {}

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
    private Optional<Lost> lost = Optional.empty();

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
        // Before the fence: an earlier attempt may have taken effect in a term that is over by now.
        return earlierAttempt()
                .thenCompose(earlier -> earlier.map(CompletableFuture::completedStage)
                        .orElseGet(() -> fencing.point().thenCompose(this::begin)));
    }

    private CompletionStage<StateInfo> begin(FencePoint point) {
        return context.coordination().get(key).thenCompose(current -> {
            Optional<StateInfo> earlier = ofEarlierAttempt(current);
            if (earlier.isPresent()) {
                return CompletableFuture.completedFuture(earlier.get());
            }
            Expectation.check(options, current, what());
            return Stages.recover(writeBytes(point), failure -> bytesFailed(failure, point))
                    .thenCompose(pointer -> commit(point, pointer, current, 0));
        });
    }

    /** Once another term has begun, its cleaner removes what is being written in this one: then that is the reason. */
    private CompletionStage<PointerRecord> bytesFailed(Throwable failure, FencePoint point) {
        if (!(failure instanceof StorageException)) {
            return Stages.failed(failure);
        }
        return CurrentEpoch.read(context, layout).thenCompose(now -> {
            if (now <= point.epoch()) {
                return Stages.failed(failure);
            }
            fencing.refused();
            StaleEpochException stale = new StaleEpochException(what(), layout.election(), point.epoch(), now);
            stale.addSuppressed(failure);
            return Stages.failed(stale);
        });
    }

    private CompletionStage<Optional<StateInfo>> earlierAttempt() {
        return options.mark().isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : context.coordination().get(key).thenApply(this::ofEarlierAttempt);
    }

    /** What an earlier attempt with the same mark has written, if that is what is there. */
    private Optional<StateInfo> ofEarlierAttempt(Optional<Entry> current) {
        return readable(current)
                .filter(pointer -> pointer.mark().equals(mark))
                .map(pointer -> pointers.info(current.orElseThrow(), pointer));
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
        // The bytes stay when the outcome is open: the pointer may name them, now or later.
        if (outcome instanceof Outcome.Unknown unknown) {
            return unknown(unknown.cause());
        }
        if (outcome instanceof Outcome.Absent absent) {
            return createAnew(absent.cause(), point, current, races);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Blobs.discard(context, pointer.blob())
                    .thenCompose(
                            nothing -> lost.isPresent() ? unknown(lost.get().cause()) : Stages.failed(refused.cause()));
        }
        return refused(outcome instanceof Outcome.Stale, point, pointer, races);
    }

    /** Whoever has removed what the lost attempt created is about to delete its bytes: this one takes others. */
    private CompletionStage<StateInfo> createAnew(
            HaException cause, FencePoint point, Optional<Entry> current, int races) {
        long now = context.runtime().clock().nanoTime();
        Lost first =
                lost.orElseGet(() -> new Lost(cause, now + context.patience().toNanos()));
        lost = Optional.of(first);
        if (now - first.deadline() >= 0) {
            return unknown(cause);
        }
        CompletionStage<StateInfo> second = Stages.delay(context.runtime().loop(), FencedCommit.PAUSE)
                .thenCompose(nothing -> writeBytes(point))
                .thenCompose(pointer -> commit(point, pointer, current, races));
        // Whatever keeps it from being done says nothing of the first.
        return Stages.recover(
                second,
                failure -> failure instanceof StorageException || failure instanceof UnavailableException
                        ? unknown(first.cause())
                        : Stages.failed(failure));
    }

    private CompletionStage<StateInfo> refused(boolean stale, FencePoint point, PointerRecord pointer, int races) {
        CompletionStage<Optional<Entry>> look = context.coordination().get(key);
        if (stale) {
            fencing.refused();
            look = Stages.recover(look, failure -> CompletableFuture.completedFuture(Optional.empty()));
        }
        return look.thenCompose(now -> {
            // What got in between may be an earlier attempt of this very write, which landed late.
            Optional<StateInfo> earlier = ofEarlierAttempt(now);
            if (earlier.isEmpty() && !stale && !Expectation.isConditional(options) && races < MOST_RACES) {
                return commit(point, pointer, now, races + 1);
            }
            return Blobs.discard(context, pointer.blob())
                    .thenCompose(nothing ->
                            earlier.map(CompletableFuture::completedStage).orElseGet(() -> refusal(stale, point)));
        });
    }

    private CompletionStage<StateInfo> refusal(boolean stale, FencePoint point) {
        if (lost.isPresent()) {
            return unknown(lost.get().cause());
        }
        return stale ? stale(point) : conflict();
    }

    private CompletionStage<StateInfo> stale(FencePoint point) {
        return CurrentEpoch.read(context, layout)
                .thenCompose(
                        now -> Stages.failed(new StaleEpochException(what(), layout.election(), point.epoch(), now)));
    }

    private CompletionStage<StateInfo> conflict() {
        return Stages.failed(new StateConflictException(
                what() + " refused: somebody else wrote it meanwhile. Nothing was changed; read again, then decide."));
    }

    private CompletionStage<StateInfo> unknown(HaException cause) {
        return Stages.failed(new OutcomeUnknownException(
                what() + ": the answer was lost, and whether it took effect could not be found out in time."
                        + " Repeat it with the mark '" + mark + "'",
                mark,
                cause));
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
        // Only a read tells the incarnation of what was created. When it cannot be read, or was overwritten already, a
        // version that never is will do for a conflict; the version of somebody else's write would not.
        Bytes value = Records.encode(pointer);
        CompletionStage<Optional<Entry>> look = Stages.recover(
                context.coordination().get(key), failure -> CompletableFuture.completedFuture(Optional.empty()));
        return look.thenApply(now -> now.filter(entry -> entry.value().equals(value))
                        .map(Expectation::version)
                        .orElse(NO_VERSION))
                .thenApply(version -> pointers.info(key.names(), version, pointer));
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
