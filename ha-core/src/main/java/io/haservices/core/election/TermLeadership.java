package io.haservices.core.election;

import io.haservices.Counter;
import io.haservices.EndReason;
import io.haservices.Leadership;
import io.haservices.StateStore;
import io.haservices.core.runtime.Stages;
import io.haservices.core.state.FencePoint;
import io.haservices.core.state.Fencing;
import io.haservices.core.state.LeaderPublication;
import io.haservices.errors.LeadershipLostException;
import io.haservices.spi.coordination.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One term as the contender sees it, and the fence of its writes. */
final class TermLeadership implements Leadership, Fencing {
    /** What asks the election to end a term. */
    @FunctionalInterface
    interface Ending {
        void end(long epoch, EndReason reason);
    }

    private static final int LONGEST_REMARK = 200;

    private final ElectionContext context;
    private final String leaderId;
    private final Term term;
    private final Ending ending;
    private final Executor endings;
    private final LeaderPublication publication;
    private final CompletableFuture<EndReason> whenEnded = new CompletableFuture<>();
    private volatile @Nullable EndReason ended;
    private volatile String remark = "";

    /**
     * A term that has just begun.
     *
     * @param entry the leader entry, if the transaction that made it told its version
     * @param endings completes what waits for the end; neither the loop, nor where storage may block
     */
    TermLeadership(
            ElectionContext context,
            String leaderId,
            Term term,
            Optional<LeaderPublication.Known> entry,
            Ending ending,
            Executor endings) {
        this.context = context;
        this.leaderId = leaderId;
        this.term = term;
        this.ending = ending;
        this.endings = endings;
        this.publication = context.stores().publication(context.layout(), this, leaderId, entry);
    }

    @Override
    public String election() {
        return context.layout().election();
    }

    @Override
    public long epoch() {
        return term.epoch();
    }

    @Override
    public String leaderId() {
        return leaderId;
    }

    @Override
    public Duration validFor() {
        if (ended != null) {
            return Duration.ZERO;
        }
        Session session = context.coordination().session();
        return session.id().equals(term.session())
                ? session.validFor(context.runtime().clock().nanoTime())
                : Duration.ZERO;
    }

    @Override
    public boolean isValid() {
        return !validFor().isZero();
    }

    @Override
    public Optional<EndReason> ended() {
        return Optional.ofNullable(ended);
    }

    @Override
    public CompletionStage<EndReason> whenEnded() {
        return whenEnded.copy();
    }

    @Override
    public StateStore stateStore(String store) {
        return context.stores().store(context.layout(), store, this);
    }

    @Override
    public Counter counter(String name) {
        return context.stores().counter(context.layout(), name, this);
    }

    @Override
    public CompletionStage<Void> publishAsync(Map<String, String> addresses) {
        return publication.publish(addresses);
    }

    @Override
    public void remark(String text) {
        remark = text.length() > LONGEST_REMARK ? text.substring(0, LONGEST_REMARK) : text;
    }

    String remark() {
        return remark;
    }

    @Override
    public void resign() {
        end(EndReason.RESIGNED);
    }

    @Override
    public void deadlinePassed() {
        end(EndReason.DEADLINE);
    }

    @Override
    public CompletionStage<FencePoint> point() {
        if (ended != null) {
            return Stages.failed(
                    new LeadershipLostException("this process led election '" + election() + "' with epoch " + epoch()
                            + ", but that ended (" + ended + "). Nothing was sent. Wait for the next grant."));
        }
        return CompletableFuture.completedFuture(new FencePoint(term.epoch(), term.epochVersion(), term.origin()));
    }

    @Override
    public void refused() {
        end(EndReason.SUPERSEDED);
    }

    void end(EndReason reason) {
        if (ended == null) {
            ending.end(term.epoch(), reason);
        }
    }

    /** From here on nothing is valid. */
    void markEnded(EndReason reason) {
        ended = reason;
    }

    /** Those who wait for the end; after what a successor waits for. */
    void tellEnded(EndReason reason) {
        endings.execute(() -> whenEnded.complete(reason));
    }
}
