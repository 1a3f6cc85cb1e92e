package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.DeposedRecord;
import io.haservices.core.records.LivenessRecord;
import java.util.Optional;

/**
 * One attempt to win; repeated identically when its outcome is unknown.
 *
 * @param epoch the number of the term that it would begin
 * @param origin the origin, kept from the epoch entry
 * @param epochVersion the version of the epoch entry that it replaces
 * @param controlVersion the version of the control entry that it guards on
 * @param control what the control entry becomes; it stays as it is when empty
 * @param session the session that the leader entry is to be bound to
 * @param mark the unique mark of the attempt
 * @param liveness where this process can be asked about the term, which has the mark as its id there
 * @param deposed the term that it ends, when that was begun by one who is dead
 */
record Bid(
        long epoch,
        String origin,
        long epochVersion,
        long controlVersion,
        Optional<ControlRecord> control,
        String session,
        String mark,
        LivenessRecord liveness,
        DeposedRecord deposed) {
    boolean takesOver() {
        return deposed.epoch() > 0;
    }

    Term won(long version) {
        return new Term(epoch, version, origin, session);
    }
}
