package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.LivenessRecord;
import java.time.Duration;
import java.util.Optional;

/** Whether the leader is dead, and whether evidence of that is to be trusted: not for a while after it has been wrong in this election. */
final class Doubt {
    private LivenessRecord dead = LivenessRecord.NONE;
    private String evidence = "";
    private long distrusted;
    private long trustFrom;
    private boolean waiting;

    void of(Event.Dead found) {
        dead = found.term();
        evidence = found.evidence().toString();
    }

    void none() {
        dead = LivenessRecord.NONE;
    }

    boolean isAbout(LeaderRecord leader) {
        return dead.isThere() && dead.equals(leader.liveness());
    }

    String evidence() {
        return evidence;
    }

    /** Everybody waits for a session timeout by an own clock, from when the wrong evidence became known here. */
    void seen(ControlRecord control, Moment moment) {
        if (control.distrusted() != distrusted) {
            distrusted = control.distrusted();
            trustFrom = moment.now() + moment.session().timeout().toNanos();
            waiting = true;
        }
    }

    /** How long evidence does not count yet. */
    Optional<Duration> waitFor(long now) {
        waiting = waiting && trustFrom - now > 0;
        return waiting ? Optional.of(Duration.ofNanos(trustFrom - now)) : Optional.empty();
    }
}
