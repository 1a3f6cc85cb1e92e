package io.haservices.core.election;

import io.haservices.EndReason;
import io.haservices.core.liveness.Evidence;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.LivenessRecord;
import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Commit;
import java.util.Optional;

/** What happens to the machine. */
sealed interface Event {
    /** The contender stands from now on. */
    record Started() implements Event {}

    /** Id or state of the session have changed. */
    record SessionChanged() implements Event {}

    /** The watch told the leader entry. */
    record LeaderChanged(Optional<Seen<LeaderRecord>> leader) implements Event {}

    /** The watch told the control entry. */
    record ControlChanged(long version) implements Event {}

    /** A look has found this; {@code fresh} is for a bid that may follow. */
    record Looked(long look, View view, Fresh fresh) implements Event {}

    /** Another has led with this epoch for some time. */
    record GetToKnow(long epoch) implements Event {}

    /** Another process that holds this term is dead. */
    record Dead(LivenessRecord term, Evidence evidence) implements Event {}

    /** Nobody can ask this process any more. */
    record EndpointFailed() implements Event {}

    /** A look has failed. */
    record LookFailed(long look, HaException cause) implements Event {}

    /** The scope was prepared, or that failed. */
    record Prepared(Optional<HaException> failure) implements Event {}

    /** The answer to a bid; {@code epochVersion} is the epoch entry's version after it, when it was committed. */
    record BidAnswered(Bid bid, Commit answer, long epochVersion) implements Event {}

    /** The answer to a release. */
    record ReleaseAnswered(Commit answer) implements Event {}

    /** The time of a retry has come. */
    record RetryDue(long timer) implements Event {}

    /** The deadline of a term may have come near. */
    record DeadlineDue(long epoch) implements Event {}

    /** The contender has returned from its revocation. */
    record RevocationDone(long epoch) implements Event {}

    /** The contender took too long over its revocation. */
    record RevocationOverdue(long epoch) implements Event {}

    /** A term is to end, for a reason that lies outside the machine. */
    record EndTerm(long epoch, EndReason reason) implements Event {}

    /** The contender stands no more; what it holds is released by the end of the session, or else by Close. */
    record Leave() implements Event {}

    /** The contender stands no more. */
    record Close() implements Event {}

    /** The leader ends its term, stands no more, and removes the election. */
    record CloseAndRemove(long epoch) implements Event {}

    /** The removal is done, or has failed. */
    record RemovalDone() implements Event {}
}
