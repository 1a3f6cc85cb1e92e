package io.haservices.core.election;

import io.haservices.EndReason;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The term that a contender holds, until it has been told that it is over; and what its terms so far mean for the next. */
final class Tenure {
    private final Settings settings;
    private @Nullable Term term;
    private long lastEnded;
    private long yieldUntil;
    private boolean yielding;
    private long superseded;

    Tenure(Settings settings) {
        this.settings = settings;
    }

    void begin(Term won) {
        term = won;
    }

    /** A term that was won and ended before it was granted. */
    void pass(Term won) {
        lastEnded = won.epoch();
    }

    boolean isOf(long epoch) {
        return term != null && term.epoch() == epoch;
    }

    boolean hasEnded(long epoch) {
        return epoch <= lastEnded;
    }

    Optional<EndReason> whyOver(Moment moment) {
        return term == null ? Optional.empty() : moment.whyOver(term, settings);
    }

    /** Why a look shows that the term is over, if it does. */
    Optional<EndReason> whyOver(View view, Moment moment) {
        Term held = term;
        if (held == null) {
            return Optional.empty();
        }
        boolean stillOurs = view.leader()
                .filter(leader -> moment.isOurs(leader, settings))
                .filter(leader -> leader.content().epoch() == held.epoch())
                .isPresent();
        boolean sameEpoch = view.epoch()
                .filter(seen -> seen.version() == held.epochVersion())
                .isPresent();
        if (stillOurs && sameEpoch) {
            return Optional.empty();
        }
        if (view.leader()
                .filter(leader -> leader.content().deposed().epoch() == held.epoch())
                .isPresent()) {
            return Optional.of(EndReason.DEPOSED);
        }
        boolean removed =
                view.control().filter(seen -> seen.content().removed()).isPresent();
        return Optional.of(removed ? EndReason.REMOVED : EndReason.SUPERSEDED);
    }

    /** Whether this is the term whose end was learned before its reason, for instance from a refused write; says so once. */
    boolean wasSuperseded(long epoch) {
        boolean found = superseded > 0 && superseded == epoch;
        superseded = found ? 0 : superseded;
        return found;
    }

    /** Ends the term; it is held until it is {@linkplain #leave left}. */
    Term end(EndReason reason, long now) {
        Term ending = Objects.requireNonNull(term);
        lastEnded = ending.epoch();
        superseded = reason == EndReason.SUPERSEDED ? lastEnded : 0;
        yielding = reason == EndReason.RESIGNED || reason == EndReason.GRANT_FAILED;
        yieldUntil = now + settings.yieldTime().toNanos();
        return ending;
    }

    Term leave() {
        Term left = Objects.requireNonNull(term);
        term = null;
        return left;
    }

    /** For how long one who gave up leaves the others a chance. */
    Optional<Duration> yieldFor(long now) {
        return yielding && yieldUntil - now > 0 ? Optional.of(Duration.ofNanos(yieldUntil - now)) : Optional.empty();
    }

    void stopYielding() {
        yielding = false;
    }
}
