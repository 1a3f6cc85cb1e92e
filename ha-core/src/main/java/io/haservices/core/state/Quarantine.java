package io.haservices.core.state;

import io.haservices.check.Finding;
import io.haservices.check.Treatment;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.records.QuarantineRecord;
import io.haservices.core.records.Records;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.values.Bytes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Moves a pointer that names missing or damaged bytes out of the way: one transaction deletes it and creates the record of it
 * beneath {@code quarantine/}, guarded by the epoch and by the very version that was found damaged. So nothing is lost at any
 * moment: the pointer is at one of the two places, its bytes stay where they are, and the cleaner holds them as long as the record is
 * there. Nothing is written into the storage, which may be what is broken.
 */
public final class Quarantine {
    private static final int STATE_DEPTH = 3;
    private static final int MOST_BYTES = Coordination.MAX_BYTES / 4;

    private final StoreContext context;
    private final Layout layout;
    private final Fencing fencing;

    Quarantine(StoreContext context, Layout layout, Fencing fencing) {
        this.context = context;
        this.layout = layout;
        this.fencing = fencing;
    }

    /** The finding as it is then; nothing, when somebody else has written or removed the state meanwhile. */
    public CompletionStage<Optional<Finding>> move(Entry entry, Finding finding) {
        if (entry.key().names().size() != STATE_DEPTH || entry.value().length() > MOST_BYTES) {
            return left(finding, "this entry is nothing that 'ha' writes; look at it with the service's own tools");
        }
        return sparing(
                finding,
                context.sequencer()
                        .enqueue(entry.key(), () -> fencing.point().thenCompose(point -> move(entry, finding, point))));
    }

    /** Ends a quarantine: the record goes, and what it held is garbage once its term is over. */
    public CompletionStage<Optional<Finding>> end(Entry record, Finding finding) {
        return sparing(
                finding,
                fencing.point()
                        .thenCompose(point -> commit(
                                        record.key(),
                                        point,
                                        List.of(new Guard.Incarnation(record.key(), record.incarnation())),
                                        List.of(new Operation.Delete(record.key(), record.version())),
                                        Optional::isEmpty)
                                .thenCompose(outcome -> settle(outcome, finding, Treatment.REMOVED))));
    }

    private CompletionStage<Optional<Finding>> move(Entry entry, Finding finding, FencePoint point) {
        Key pointer = entry.key();
        Key target = layout.quarantined(
                pointer.names().get(1),
                pointer.names().get(2),
                context.runtime().ids().get());
        Bytes record = Records.encode(new QuarantineRecord(
                text(entry.value()),
                blob(entry),
                point.epoch(),
                finding.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
        return commit(
                        target,
                        point,
                        List.of(new Guard.Incarnation(pointer, entry.incarnation())),
                        List.of(new Operation.Create(target, record), new Operation.Delete(pointer, entry.version())),
                        now -> now.filter(found -> found.value().equals(record)).isPresent())
                .thenCompose(outcome -> settle(outcome, finding, Treatment.QUARANTINED));
    }

    private CompletionStage<Outcome> commit(
            Key key,
            FencePoint point,
            List<Guard> more,
            List<Operation> operations,
            java.util.function.Predicate<Optional<Entry>> isDone) {
        List<Guard> guards = new ArrayList<>(more);
        guards.add(new Guard.Version(layout.epoch(), point.epochVersion()));
        return new FencedCommit(
                        context,
                        layout.scope(),
                        key,
                        guards,
                        operations,
                        isDone,
                        now -> isDone.negate().test(now))
                .run();
    }

    private static CompletionStage<Optional<Finding>> settle(Outcome outcome, Finding finding, Treatment done) {
        if (outcome instanceof Outcome.Done) {
            return CompletableFuture.completedFuture(Optional.of(finding.treated(done)));
        }
        if (outcome instanceof Outcome.Changed) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (outcome instanceof Outcome.Stale) {
            return left(finding, "another term began meanwhile; repeat the repair");
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Stages.failed(refused.cause());
        }
        return left(finding, "the answer to the repair was lost; repeat it");
    }

    /** What keeps one finding from being repaired leaves the others alone. */
    private static CompletionStage<Optional<Finding>> sparing(
            Finding finding, CompletionStage<Optional<Finding>> repair) {
        return Stages.recover(
                repair,
                failure -> failure instanceof HaException refused
                        ? left(finding, String.valueOf(refused.getMessage()))
                        : Stages.failed(failure));
    }

    private static CompletionStage<Optional<Finding>> left(Finding finding, String reason) {
        return CompletableFuture.completedFuture(
                Optional.of(finding.leftBecause(finding.detail() + " Not repaired: " + reason)));
    }

    private static String blob(Entry entry) {
        try {
            return Records.decode(entry, PointerRecord.class).blob();
        } catch (UnreadableRecordException e) {
            return "";
        }
    }

    private static String text(Bytes value) {
        return Bytes.utf8(value.utf8()).equals(value)
                ? value.utf8()
                : "base64:" + Base64.getEncoder().encodeToString(value.toArray());
    }
}
