package io.haservices.core.election;

import io.haservices.EndReason;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.LivenessRecord;
import io.haservices.errors.HaException;
import java.time.Duration;

/** What the machine wants done; each is answered by the event that its comment names. */
sealed interface Action {
    /** Read leader, epoch and control: Looked or LookFailed. */
    record Look(long look) implements Action {}

    /** Create epoch and control entries that are absent: Prepared. */
    record Prepare() implements Action {}

    /** Finish a removal that was begun, and clear its mark: Prepared. */
    record FinishRemoval() implements Action {}

    /** Send a bid: BidAnswered. */
    record SendBid(Bid bid) implements Action {}

    /**
     * Delete the leader entry of this version, guarded by this version of the epoch: ReleaseAnswered. {@code remembered} when they were
     * not read for this, so that another attempt may follow.
     */
    record Release(long leaderVersion, long epochVersion, boolean remembered) implements Action {}

    /** Ask the process that holds this term whether it lives, and nobody else: Dead. */
    record Follow(LivenessRecord term) implements Action {}

    /** See to it that leadership is not reserved any more for one who is gone, or in any case when that took too long. */
    record CheckReservation(Seen<ControlRecord> control, boolean overdue) implements Action {}

    /** Let everybody know that this term was ended by false evidence. */
    record Distrust(long epoch) implements Action {}

    /** Tell the contender that it leads. */
    record Grant(Term term) implements Action {}

    /** End the leadership and tell the contender: RevocationDone when it has returned. */
    record Revoke(Term term, EndReason reason) implements Action {}

    /** Remove the scope of this term: RemovalDone. */
    record Remove(Term term) implements Action {}

    /** Send this event later. */
    record After(Duration delay, Event event) implements Action {}

    /** The contender stands no more, and the end of the session may release what it held. */
    record Left() implements Action {}

    /** Tell the contender that it cannot go on. */
    record Fail(HaException error) implements Action {}

    /** Everything is done; no action follows. */
    record Finish() implements Action {}
}
