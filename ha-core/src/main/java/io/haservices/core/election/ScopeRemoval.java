package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.records.StoredBlob;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.HaException;
import io.haservices.errors.StaleEpochException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.values.SegmentPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes all state of an election (LE-12): first one transaction that begins a new epoch and sets the mark, so that every older
 * term is fenced and nobody wins meanwhile; then pointers and counters, guarded by that epoch; then blobs. Every step is safe to
 * repeat, by whoever starts the election next, too.
 */
final class ScopeRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeRemoval.class);
    private static final int BATCH = 50;

    private final Layout layout;
    private final Coordination coordination;
    private final Storage storage;
    private final ElectionContext context;

    ScopeRemoval(ElectionContext context) {
        this.context = context;
        this.layout = context.layout();
        this.coordination = context.coordination();
        this.storage = context.storage();
    }

    /** The term that the removal began, and the mark; both guard every step, so that a new beginning loses nothing to a late step. */
    private record Removed(Seen<EpochRecord> epoch, Seen<ControlRecord> control) {}

    /** Removes the election that this term leads. */
    CompletionStage<Void> remove(Term term) {
        String mark = context.runtime().ids().get();
        return mark(term, mark)
                .thenCompose(this::marked)
                .thenCompose(removed -> removed.map(this::clean).orElseGet(ScopeRemoval::done));
    }

    /** Completes a removal that was begun, and clears the mark so that the election can begin anew. */
    CompletionStage<Void> finish() {
        return read(layout.epoch(), EpochRecord.class)
                .thenCompose(this::marked)
                .thenCompose(removed -> removed.map(found -> clean(found).thenCompose(nothing -> clear(found)))
                        .orElseGet(ScopeRemoval::done));
    }

    /** Nothing, when somebody has completed the removal already. The epoch was read before: this mark is not of an older removal. */
    private CompletionStage<Optional<Removed>> marked(Seen<EpochRecord> epoch) {
        return read(layout.control(), ControlRecord.class)
                .thenApply(control -> Optional.of(new Removed(epoch, control))
                        .filter(found -> control.content().removed()));
    }

    private CompletionStage<Void> clear(Removed removed) {
        return definite(coordination.commit(
                layout.scope(),
                List.of(new Guard.Version(layout.epoch(), removed.epoch().version())),
                List.of(new Operation.Replace(
                        layout.control(),
                        removed.control().version(),
                        Records.encode(removed.control().content().withRemoved(false))))));
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Seen<EpochRecord>> mark(Term term, String mark) {
        return read(layout.epoch(), EpochRecord.class).thenCompose(epoch -> {
            if (epoch.content().mark().equals(mark)) {
                return CompletableFuture.completedFuture(epoch);
            }
            if (epoch.version() != term.epochVersion()) {
                return Stages.failed(new StaleEpochException(
                        "removing the election",
                        layout.election(),
                        term.epoch(),
                        epoch.content().epoch()));
            }
            return read(layout.control(), ControlRecord.class)
                    .thenCombine(
                            coordination.get(layout.leader()),
                            (control, leader) -> marking(term, mark, control, leader))
                    .thenCompose(operations -> coordination.commit(layout.scope(), List.of(), operations))
                    .thenCompose(answer -> answer instanceof Commit.NotApplied refused
                            ? Stages.failed(refused.cause())
                            : Stages.delay(context.runtime().loop(), pause(answer))
                                    .thenCompose(nothing -> mark(term, mark)));
        });
    }

    private static java.time.Duration pause(Commit answer) {
        return java.time.Duration.ofMillis(answer instanceof Commit.Unknown ? 100 : 0);
    }

    private List<Operation> marking(Term term, String mark, Seen<ControlRecord> control, Optional<Entry> leader) {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.Replace(
                layout.epoch(),
                term.epochVersion(),
                Records.encode(new EpochRecord(Math.addExact(term.epoch(), 1), term.origin(), mark, ""))));
        operations.add(new Operation.Replace(
                layout.control(),
                control.version(),
                Records.encode(control.content().withRemoved(true))));
        leader.ifPresent(entry -> operations.add(new Operation.Delete(layout.leader(), entry.version())));
        return operations;
    }

    private CompletionStage<Void> clean(Removed removed) {
        return deleteEntries(removed)
                .thenCompose(nothing -> CompletableFuture.runAsync(
                        () -> deleteBlobs(removed.epoch().content()),
                        context.runtime().io()));
    }

    private CompletionStage<Void> deleteEntries(Removed removed) {
        return coordination
                .list(layout.states())
                .thenCombine(coordination.list(layout.counters()), ScopeRemoval::joined)
                .thenCombine(coordination.list(layout.quarantine()), ScopeRemoval::joined)
                .thenCompose(entries -> deleteFrom(0, entries, removed));
    }

    private static List<Entry> joined(List<Entry> some, List<Entry> others) {
        List<Entry> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private CompletionStage<Void> deleteFrom(int begin, List<Entry> entries, Removed removed) {
        if (begin >= entries.size()) {
            return CompletableFuture.completedFuture(null);
        }
        int end = Math.min(begin + BATCH, entries.size());
        List<Operation> deletions = new ArrayList<>();
        entries.subList(begin, end).forEach(entry -> deletions.add(new Operation.Delete(entry.key(), entry.version())));
        return definite(coordination.commit(
                        layout.scope(),
                        List.of(
                                new Guard.Version(
                                        layout.epoch(), removed.epoch().version()),
                                new Guard.Version(
                                        layout.control(), removed.control().version())),
                        deletions))
                .thenCompose(nothing -> deleteFrom(end, entries, removed));
    }

    /** Only those of older terms: whoever is late finds blobs of the new beginning here. */
    private void deleteBlobs(EpochRecord now) {
        String ours = layout.blobs(now.origin());
        List<BlobName> old = storage.list(ours).stream()
                .filter(blob -> isOlder(blob, now.epoch()))
                .toList();
        storage.delete(old);
        storage.discard(storage.incomplete(ours).stream()
                .filter(write -> isOlder(write.blob(), now.epoch()))
                .toList());
        List<BlobName> others = storage.list(layout.blobs()).stream()
                .filter(blob -> !SegmentPath.covers(ours, blob.path()))
                .toList();
        if (!others.isEmpty()) {
            LOG.warn(
                    "election '{}': {} blobs of another origin were left beneath {}: they belong to another coordination"
                            + " service, or one that was wiped",
                    layout.election(),
                    others.size(),
                    storage.root());
        }
        LOG.info("election '{}' removed: {} blobs deleted", layout.election(), old.size());
    }

    private boolean isOlder(BlobName blob, long epoch) {
        return StoredBlob.of(layout, blob)
                .filter(stored -> stored.epoch() < epoch)
                .isPresent();
    }

    /** Nothing else writes here while the mark is set, but a lost answer and another cleaner; the next attempt reads again. */
    private static CompletionStage<Void> definite(CompletionStage<Commit> commit) {
        return commit.thenCompose(answer -> {
            if (answer instanceof Commit.NotApplied refused) {
                return Stages.failed(refused.cause());
            }
            if (answer instanceof Commit.Unknown unknown) {
                return Stages.failed(unknown.cause());
            }
            if (answer instanceof Commit.GuardFailed failed) {
                return Stages.failed(
                        new HaException("the removal was overtaken by another at '" + failed.key() + "'; repeat it"));
            }
            return CompletableFuture.completedFuture(null);
        });
    }

    private <R extends Record> CompletionStage<Seen<R>> read(io.haservices.spi.coordination.Key key, Class<R> kind) {
        return coordination.get(key).thenApply(entry -> Seen.in(entry, kind).orElseThrow(this::notThere));
    }

    private HaException notThere() {
        return new HaException("election '" + layout.election() + "' was never started, so there is nothing to remove");
    }
}
