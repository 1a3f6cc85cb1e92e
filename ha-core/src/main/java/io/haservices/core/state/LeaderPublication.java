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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the leader entry by one that is ready and has addresses, fenced by its term (LE-08). What its own transactions have told of the
 * entry needs not be read: the guards say whether it still holds.
 */
public final class LeaderPublication {
    private final StoreContext context;
    private final Layout layout;
    private final Fencing fencing;
    private final String leaderId;
    /** Taken by one publication at a time. */
    private final AtomicReference<@Nullable Known> known;

    /**
     * The leader entry as it was written by this term.
     *
     * @param record its value
     * @param version its version
     */
    public record Known(LeaderRecord record, long version) {}

    LeaderPublication(StoreContext context, Layout layout, Fencing fencing, String leaderId, Optional<Known> known) {
        this.context = context;
        this.layout = layout;
        this.fencing = fencing;
        this.leaderId = leaderId;
        this.known = new AtomicReference<>(known.orElse(null));
    }

    /** Publishes these addresses by component, in the order of the calls. */
    public CompletionStage<Void> publish(Map<String, String> addresses) {
        Map<String, String> copy = Map.copyOf(addresses);
        return context.sequencer()
                .enqueue(layout.leader(), () -> fencing.point().thenCompose(point -> attempt(point, copy)));
    }

    private CompletionStage<Void> attempt(FencePoint point, Map<String, String> addresses) {
        Known entry = known.getAndSet(null);
        return entry == null ? look(point, addresses) : replace(point, entry, addresses);
    }

    private CompletionStage<Void> look(FencePoint point, Map<String, String> addresses) {
        return context.coordination().get(layout.leader()).thenCompose(entry -> {
            if (entry.isEmpty() || !isOurs(entry.get(), point)) {
                return Stages.failed(new LeadershipLostException("publishing the addresses of the leader of '"
                        + layout.election() + "' refused: the leader entry is not of epoch " + point.epoch()
                        + " any more. Stop acting as leader and wait for the next grant."));
            }
            LeaderRecord record = Records.decode(entry.get(), LeaderRecord.class);
            return replace(point, new Known(record, entry.get().version()), addresses);
        });
    }

    private CompletionStage<Void> replace(FencePoint point, Known entry, Map<String, String> addresses) {
        LeaderRecord after = entry.record().published(addresses);
        Bytes value = Records.encode(after);
        return new FencedCommit(
                        context,
                        layout.scope(),
                        layout.leader(),
                        List.of(new Guard.Version(layout.epoch(), point.epochVersion())),
                        List.of(new Operation.Replace(layout.leader(), entry.version(), value)),
                        now -> now.filter(found -> found.value().equals(value)).isPresent(),
                        now -> now.filter(found -> found.version() == entry.version())
                                .isPresent())
                .run()
                .thenCompose(outcome -> settle(outcome, point, after));
    }

    private CompletionStage<Void> settle(Outcome outcome, FencePoint point, LeaderRecord after) {
        if (outcome instanceof Outcome.Done done) {
            done.version().ifPresent(version -> known.set(new Known(after, version)));
        }
        if (outcome instanceof Outcome.Changed) {
            return look(point, after.addresses());
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
