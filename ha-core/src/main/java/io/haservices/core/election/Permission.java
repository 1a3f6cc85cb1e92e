package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.ReservationRecord;

/**
 * Whether the control entry lets this contender win: while paused only the candidate that led last, and while leadership is on its way to
 * somebody only that one. What was read may be outdated; the guard on the entry's version decides.
 */
final class Permission {
    private static final long NEVER = -1;

    private final Settings settings;
    private long read = NEVER;
    private long told = NEVER;
    private long awaited = NEVER;
    private long awaitedSince;

    Permission(Settings settings) {
        this.settings = settings;
    }

    /** A look has read this version. */
    void read(long version) {
        read = version;
    }

    /** The watch has told this version; whether it is another one than was read. */
    boolean told(long version) {
        told = version;
        return told != read;
    }

    /** Whether another version was told while the look was under way; once, for it may be the older one. */
    boolean hasNews() {
        boolean news = told != NEVER && told != read;
        told = read;
        return news;
    }

    boolean mayWin(EpochRecord epoch, ControlRecord control, Moment moment) {
        boolean paused = control.pause().isThere() && !epoch.leader().equals(settings.candidateId());
        return !paused && (!control.reservation().accepted() || isReservedForUs(control, moment));
    }

    boolean isReservedForUs(ControlRecord control, Moment moment) {
        ReservationRecord reservation = control.reservation();
        return reservation.accepted()
                && reservation.isFor(settings.contenderId(), moment.session().id());
    }

    /** Whether this reservation has lasted longer than the session of one who is gone would: it waits for one who hangs. */
    boolean isOverdue(Seen<ControlRecord> control, Moment moment) {
        if (awaited != control.version()) {
            awaited = control.version();
            awaitedSince = moment.now();
        }
        return moment.now() - awaitedSince > moment.session().timeout().toNanos();
    }
}
