package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.ReservationRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a reservation for one who is gone, so that it blocks nobody. Whether that is true is checked again and again by all who wait. */
final class Reservations {
    private static final Logger LOG = LoggerFactory.getLogger(Reservations.class);

    private final ControlEntry entry;
    private final Standing standing;

    Reservations(ControlEntry entry, Standing standing) {
        this.entry = entry;
        this.standing = standing;
    }

    /** {@code overdue}: it is there, perhaps, but does nothing. */
    void check(Seen<ControlRecord> control, boolean overdue) {
        ReservationRecord reservation = control.content().reservation();
        CompletionStage<Boolean> waits =
                overdue ? CompletableFuture.completedFuture(false) : standing.includes(reservation);
        waits.thenAccept(there -> {
            if (!there) {
                String why = "'" + reservation.contender() + "' has gone before it led";
                LOG.warn("leadership was reserved, but {}", why);
                entry.replace(control, control.content().withoutReservation(why));
            }
        });
    }
}
