package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.DeposedRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.LivenessRecord;
import io.haservices.core.records.Records;
import io.haservices.core.state.LeaderPublication;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.values.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The transactions that begin and end a term. */
final class TermTransactions {
    private final ElectionContext context;
    private final Layout layout;
    private final String contenderId;
    private final String candidateId;

    TermTransactions(ElectionContext context, Settings settings) {
        this.context = context;
        this.layout = context.layout();
        this.contenderId = settings.contenderId();
        this.candidateId = settings.candidateId();
    }

    /** Bumps the epoch and puts the leader entry, together (LE-02), unless the control entry has changed. */
    CompletionStage<Commit> win(Bid bid) {
        EpochRecord epoch = new EpochRecord(bid.epoch(), bid.origin(), bid.mark(), candidateId);
        Bytes leader = Records.encode(begun(bid));
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.Replace(layout.epoch(), bid.epochVersion(), Records.encode(epoch)));
        operations.add(
                bid.takesOver()
                        ? new Operation.TakeOver(layout.leader(), leader, bid.session())
                        : new Operation.CreateBound(layout.leader(), leader, bid.session()));
        bid.control()
                .ifPresent(control -> operations.add(
                        new Operation.Replace(layout.control(), bid.controlVersion(), Records.encode(control))));
        return context.coordination()
                .commit(
                        layout.scope(),
                        bid.control().isPresent()
                                ? List.of()
                                : List.of(new Guard.Version(layout.control(), bid.controlVersion())),
                        operations);
    }

    private LeaderRecord begun(Bid bid) {
        return LeaderRecord.begun(contenderId, bid.epoch(), bid.liveness(), bid.deposed());
    }

    /** The leader entry after a win. */
    Optional<LeaderPublication.Known> leader(Bid bid, Commit answer) {
        return answer instanceof Commit.Committed committed
                ? Optional.ofNullable(committed.versions().get(layout.leader()))
                        .map(version -> new LeaderPublication.Known(begun(bid), version))
                : Optional.empty();
    }

    /** What is done for the first time in a process takes many times as long; this has it while nothing hurries. Sends nothing. */
    void rehearse() {
        Records.encode(new EpochRecord(0, "", "", ""));
        Records.encode(LeaderRecord.begun(contenderId, 0, LivenessRecord.NONE, DeposedRecord.NONE));
    }

    /** The version of the epoch entry after a win, or -1. */
    long epochVersion(Commit answer) {
        return answer instanceof Commit.Committed committed
                ? committed.versions().getOrDefault(layout.epoch(), -1L)
                : -1;
    }

    /** Lets everybody know that this term was ended by false evidence; whether that is settled. */
    CompletionStage<Boolean> distrust(long epoch) {
        return context.coordination().get(layout.control()).thenCompose(entry -> {
            Optional<Seen<ControlRecord>> control = Seen.in(entry, ControlRecord.class);
            if (control.isEmpty() || control.get().content().distrusted() >= epoch) {
                return CompletableFuture.completedFuture(true);
            }
            Bytes value = Records.encode(control.get().content().withDistrusted(epoch));
            return context.coordination()
                    .commit(
                            layout.scope(),
                            List.of(),
                            List.of(new Operation.Replace(
                                    layout.control(), control.get().version(), value)))
                    .thenApply(answer -> answer instanceof Commit.Committed);
        });
    }

    /** Takes the leader entry away, in the very term that it was read in (LE-07), with a note of why, if there is one. */
    CompletionStage<Commit> release(long leaderVersion, long epochVersion, Optional<Operation> note) {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.Delete(layout.leader(), leaderVersion));
        note.ifPresent(operations::add);
        return context.coordination()
                .commit(layout.scope(), List.of(new Guard.Version(layout.epoch(), epochVersion)), operations);
    }
}
