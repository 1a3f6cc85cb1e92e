package io.haservices.core.simulation;

import static io.haservices.core.simulation.Violation.unless;

import io.haservices.LeaderInfo;
import io.haservices.LeaderListener;
import java.util.Optional;

/** What one process is told of the leader, and what must hold of that (LR-01, LR-02). */
final class Follower implements LeaderListener {
    private final SimulatedProcess process;
    private Optional<LeaderInfo> told = Optional.empty();
    private boolean toldAny;
    private long highest;

    Follower(SimulatedProcess process) {
        this.process = process;
    }

    Optional<LeaderInfo> told() {
        return told;
    }

    /** It has followed terms that the service has forgotten since, and waits for one above them (LR-02). */
    boolean hasSeenMoreThan(Ledger ledger) {
        return ledger.life() > 0 && highest > ledger.term();
    }

    @Override
    public void onLeader(Optional<LeaderInfo> leader) {
        process.environment.tally.count(Tally.Of.LEADERS_TOLD);
        process.environment.checking(() -> {
            unless(!toldAny || !told.equals(leader), "%s was told %s twice", process.name, leader);
            long epoch = leader.map(LeaderInfo::epoch).orElse(highest);
            unless(epoch >= highest, "%s was told epoch %d after %d", process.name, epoch, highest);
            highest = epoch;
        });
        toldAny = true;
        told = leader;
    }
}
