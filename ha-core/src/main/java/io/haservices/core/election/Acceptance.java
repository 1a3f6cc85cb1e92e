package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.ReservationRecord;
import io.haservices.core.runtime.EventLoop;
import io.haservices.spi.coordination.Session;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Answers a leader that is about to hand over to this contender, once that stands ready. On the loop. */
final class Acceptance {
    private static final Duration RETRY = Duration.ofMillis(200);

    private final ElectionContext context;
    private final ControlEntry entry;
    private final String contenderId;
    private final BooleanSupplier ready;
    private EventLoop.@Nullable Cancellable timer;
    private @Nullable Seen<ControlRecord> control;

    Acceptance(ElectionContext context, ControlEntry entry, String contenderId, BooleanSupplier ready) {
        this.context = context;
        this.entry = entry;
        this.contenderId = contenderId;
        this.ready = ready;
    }

    void told(Seen<ControlRecord> now) {
        control = now;
        answer();
    }

    private void answer() {
        close();
        Seen<ControlRecord> seen = control;
        Session session = context.coordination().session();
        if (seen == null) {
            return;
        }
        ReservationRecord reservation = seen.content().reservation();
        if (!reservation.isFor(contenderId, session.id()) || reservation.accepted()) {
            return;
        }
        if (ready.getAsBoolean()) {
            entry.replace(seen, seen.content().with(reservation.byContender()));
        }
        // Whatever came of it is told, unless nothing did.
        timer = context.runtime().loop().schedule(RETRY, this::answer);
    }

    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
