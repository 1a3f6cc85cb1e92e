package io.haservices.core.election;

import io.haservices.EndReason;
import io.haservices.core.records.LeaderRecord;
import io.haservices.spi.coordination.Session;
import java.time.Duration;
import java.util.Optional;

/** When a step is taken, and what is known of the session then. */
record Moment(long now, Session session) {
    static final Moment BEFORE_ALL = new Moment(0, new Session("", Session.State.CONNECTING, 0, Duration.ZERO));

    boolean isActive() {
        return session.state() == Session.State.ACTIVE;
    }

    boolean isLost() {
        return session.state() == Session.State.LOST;
    }

    /** Whether this contender put the leader entry there, under the session of this moment. */
    boolean isOurs(Seen<LeaderRecord> leader, Settings settings) {
        return leader.content().id().equals(settings.contenderId())
                && leader.session().equals(Optional.of(session.id()));
    }

    /** Why a term is over by itself, if it is. */
    Optional<EndReason> whyOver(Term term, Settings settings) {
        if (!term.session().equals(session.id()) || isLost()) {
            return Optional.of(EndReason.SESSION_LOST);
        }
        if (session.state() == Session.State.SUSPECT && !settings.tolerateSuspended()) {
            return Optional.of(EndReason.SUSPENDED);
        }
        return isTooNear(settings) ? Optional.of(EndReason.DEADLINE) : Optional.empty();
    }

    /** Whether the deadline is so near that nobody may lead under this session. */
    boolean isTooNear(Settings settings) {
        Duration left = left(settings);
        return left.isNegative() || left.isZero();
    }

    /** How long a term may go on if the session proves nothing more. */
    Duration left(Settings settings) {
        Duration most = session.timeout().dividedBy(4);
        Duration margin = settings.stepDownMargin().compareTo(most) < 0 ? settings.stepDownMargin() : most;
        return session.validFor(now).minus(margin);
    }
}
