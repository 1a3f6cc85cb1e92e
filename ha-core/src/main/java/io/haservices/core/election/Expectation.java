package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.LivenessRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What most likely still holds of what was seen, so that the next transaction may be sent without a look. Its guards say whether it
 * did hold; if not, nothing has changed, and the look follows (LE-18).
 */
final class Expectation {
    private @Nullable Vacancy vacancy;
    private @Nullable Seen<LeaderRecord> own;

    /**
     * What a bid needs as soon as the leader is gone: a leader that goes changes neither epoch nor control.
     *
     * @param leader who led then
     * @param session under which it was seen: a service that was emptied since has ended it, and may count the same versions again
     */
    record Vacancy(
            Optional<LeaderRecord> leader, Seen<EpochRecord> epoch, Seen<ControlRecord> control, String session) {
        /** Whether it was this term that led. */
        boolean leads(LivenessRecord term) {
            return leader.filter(record -> record.liveness().equals(term)).isPresent();
        }
    }

    void seen(
            Optional<Seen<LeaderRecord>> leader, Seen<EpochRecord> epoch, Seen<ControlRecord> control, String session) {
        vacancy = control.content().removed() ? null : new Vacancy(leader.map(Seen::content), epoch, control, session);
    }

    /** Whether a bid needs no look when this leader goes. */
    boolean knows(LeaderRecord leader) {
        return !isStrange(leader.epoch());
    }

    boolean isStrange(long epoch) {
        Vacancy known = vacancy;
        return known == null || known.epoch().content().epoch() != epoch;
    }

    /** No bid without a look. */
    void none() {
        vacancy = null;
    }

    /** Once: what was wrong must not be tried again. */
    Optional<Vacancy> takeVacancy(String session) {
        Optional<Vacancy> taken = Optional.ofNullable(vacancy);
        vacancy = null;
        return taken.filter(seen -> seen.session().equals(session));
    }

    /** How the entry of this leader was told to be, if it was. */
    void ownEntry(Optional<Seen<LeaderRecord>> told) {
        own = told.orElse(null);
    }

    Optional<Seen<LeaderRecord>> takeOwnEntry(long epoch) {
        Optional<Seen<LeaderRecord>> taken = Optional.ofNullable(own);
        own = null;
        return taken.filter(seen -> seen.content().epoch() == epoch);
    }
}
