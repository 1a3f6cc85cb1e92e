package io.haservices.core.state;

import io.haservices.core.records.Layout;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.LeadershipLostException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.values.Bytes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Replaces the leader entry by one that is ready and has addresses, fenced by its term (LE-08). */
public final class LeaderPublication {
    private final StoreContext context;
    private final Layout layout;
    private final Fencing fencing;
    private final String leaderId;

    LeaderPublication(StoreContext context, Layout layout, Fencing fencing, String leaderId) {
        this.context = context;
        this.layout = layout;
        this.fencing = fencing;
        this.leaderId = leaderId;
    }

    /** Publishes these addresses by component, in the order of the calls. */
    public CompletionStage<Void> publish(Map<String, String> addresses) {
        Map<String, String> copy = Map.copyOf(addresses);
        return context.sequencer()
                .enqueue(layout.leader(), () -> fencing.point().thenCompose(point -> attempt(point, copy)));
    }

    private CompletionStage<Void> attempt(FencePoint point, Map<String, String> addresses) {
        return context.coordination().get(layout.leader()).thenCompose(entry -> {
            if (entry.isEmpty() || !isOurs(entry.get(), point)) {
                return Stages.failed(new LeadershipLostException("publishing the addresses of the leader of '"
                        + layout.election() + "' refused: the leader entry is not of epoch " + point.epoch()
                        + " any more. Stop acting as leader and wait for the next grant."));
            }
            LeaderRecord begun = Records.decode(entry.get(), LeaderRecord.class);
            Bytes value = Records.encode(begun.published(addresses));
            long version = entry.get().version();
            return new FencedCommit(
                            context,
                            layout.scope(),
                            layout.leader(),
                            List.of(new Guard.Version(layout.epoch(), point.epochVersion())),
                            List.of(new Operation.Replace(layout.leader(), version, value)),
                            now -> now.filter(found -> found.value().equals(value))
                                    .isPresent(),
                            now -> now.filter(found -> found.version() == version)
                                    .isPresent())
                    .run()
                    .thenCompose(outcome -> settle(outcome, point, addresses));
        });
    }

    private CompletionStage<Void> settle(Outcome outcome, FencePoint point, Map<String, String> addresses) {
        if (outcome instanceof Outcome.Changed) {
            return attempt(point, addresses);
        }
        if (outcome instanceof Outcome.Stale) {
            fencing.refused();
            return Stages.failed(
                    new StaleEpochException("publishing the leader's addresses", layout.election(), point.epoch(), -1));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Stages.failed(refused.cause());
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            return Stages.failed(new OutcomeUnknownException(
                    "publishing the leader's addresses: the answer was lost; publish them again", "", unknown.cause()));
        }
        return CompletableFuture.completedFuture(null);
    }

    private boolean isOurs(Entry entry, FencePoint point) {
        LeaderRecord leader = Records.decode(entry, LeaderRecord.class);
        return leader.id().equals(leaderId) && leader.epoch() == point.epoch();
    }
}
