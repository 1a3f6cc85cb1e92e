package io.haservices.core.retrieval;

import io.haservices.LeaderInfo;
import java.util.Optional;

/** Decides what a listener is told: changes only, in order of epoch (LR-01 to LR-03). */
final class RetrievalMachine {
    private Optional<LeaderInfo> told = Optional.empty();
    private boolean toldAny;
    private long highestEpoch;

    /** What to tell after this was seen, or nothing when there is nothing new to tell. */
    Optional<Optional<LeaderInfo>> seen(Optional<LeaderInfo> leader) {
        if (leader.isPresent() && leader.get().epoch() < highestEpoch) {
            return Optional.empty();
        }
        if (toldAny && told.equals(leader)) {
            return Optional.empty();
        }
        leader.ifPresent(info -> highestEpoch = info.epoch());
        toldAny = true;
        told = leader;
        return Optional.of(leader);
    }
}
