package io.haservices.core.election;

import io.haservices.EndReason;
import io.haservices.core.election.Standing.Contender;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.RequestRecord;
import io.haservices.core.records.ReservationRecord;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Registration;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a leader does about the control entry: it answers requests, reserves its succession, and ends its term when the successor has answered
 * and not before. Every write guards on what was told, and on the term, so that an old notification does no harm. On the loop.
 */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final ElectionContext context;
    private final Settings settings;
    private final ControlEntry entry;
    private final Standing standing;
    private final Preemption preemption;
    private final TermLeadership.Ending ending;
    private @Nullable Term term;
    private @Nullable Seen<ControlRecord> control;
    private @Nullable Registration watch;
    private ReservationRecord awaited = ReservationRecord.NONE;
    private boolean busy;
    private long wake;

    Handover(ElectionContext context, Settings settings, ControlEntry entry, TermLeadership.Ending ending) {
        this.context = context;
        this.settings = settings;
        this.entry = entry;
        this.standing = context.standing();
        this.preemption = new Preemption(settings);
        this.ending = ending;
    }

    /** This contender leads. */
    void begin(Term won) {
        end();
        term = won;
        preemption.begin(now());
        if (settings.preemption()) {
            after(Preemption.LOOK_AFTER, won, this::watch);
        }
        steer();
    }

    private void watch() {
        watch = standing.watch(context.layout().scope(), all -> {
            preemption.standing(all, now());
            steer();
        });
    }

    /** It does no more, or is about to. */
    void end() {
        term = null;
        wake++;
        busy = false;
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    void told(Seen<ControlRecord> now) {
        // What this leader has written itself may be told later than it was answered.
        if (term == null || control == null || now.version() >= control.version()) {
            control = now;
            steer();
        }
    }

    private void steer() {
        Term held = term;
        Seen<ControlRecord> seen = control;
        if (held == null || seen == null || busy) {
            return;
        }
        ReservationRecord reservation = seen.content().reservation();
        RequestRecord request = seen.content().request();
        if (reservation.isThere()) {
            // One of another term is old news.
            if (reservation.epoch() == held.epoch()) {
                handOver(held, reservation);
            }
        } else if (request.kind().equals(RequestRecord.RESIGN) && request.epoch() == held.epoch()) {
            ending.end(held.epoch(), EndReason.RESIGNED);
        } else if (request.isOpen()) {
            answer(held, seen, request);
        } else if (preemption.candidate().isPresent()) {
            preempt(held, seen, preemption.candidate().get());
        }
    }

    private void answer(Term held, Seen<ControlRecord> seen, RequestRecord request) {
        ControlRecord now = seen.content();
        if (now.pause().isThere()) {
            write(
                    held,
                    seen,
                    now.with(request.refused("the election is paused ("
                            + now.pause().reason() + "), so nobody could follow; resume it first")));
        } else if (request.kind().equals(RequestRecord.RESIGN)) {
            write(held, seen, now.with(request.done(settings.contenderId(), held.epoch())));
        } else if (request.kind().equals(RequestRecord.TRANSFER)) {
            transfer(held, seen, request);
        } else {
            write(
                    held,
                    seen,
                    now.with(request.refused("the leader is of a version that does not know '" + request.kind()
                            + "'; update it first")));
        }
    }

    private void transfer(Term held, Seen<ControlRecord> seen, RequestRecord request) {
        busy = true;
        standing.in(context.layout().scope())
                .whenComplete((all, failure) -> later(held, () -> {
                    if (failure != null) {
                        retry(held);
                        return;
                    }
                    Choice choice = Choice.of(all, settings.contenderId(), request.target());
                    choice.contender()
                            .ifPresentOrElse(
                                    successor -> reserve(held, seen, successor, EndReason.TRANSFERRED, request.id()),
                                    () -> write(held, seen, seen.content().with(request.refused(choice.problem()))));
                }));
    }

    private void preempt(Term held, Seen<ControlRecord> seen, Contender candidate) {
        ControlRecord now = seen.content();
        if (now.pause().isThere() || now.transferred() == held.epoch()) {
            return;
        }
        Duration left = preemption.left(now());
        if (left.isZero()) {
            preemption.tried(now());
            // Each has an id of its own: else the second one to a candidate that does not answer looks like the first,
            // and stays.
            reserve(
                    held,
                    seen,
                    candidate,
                    EndReason.PREEMPTED,
                    context.runtime().ids().get());
        } else {
            long mine = ++wake;
            after(left, held, () -> {
                if (mine == wake) {
                    steer();
                }
            });
        }
    }

    private void reserve(Term held, Seen<ControlRecord> seen, Contender successor, EndReason reason, String request) {
        ReservationRecord reservation =
                new ReservationRecord(successor.id(), successor.session(), held.epoch(), reason.name(), request, false);
        write(held, seen, seen.content().with(reservation));
    }

    private void handOver(Term held, ReservationRecord reservation) {
        if (reservation.accepted()) {
            LOG.info("election '{}': handing over to {}", context.layout().election(), reservation.contender());
            ending.end(held.epoch(), EndReason.valueOf(reservation.reason()));
        } else if (!reservation.equals(awaited)) {
            awaited = reservation;
            after(PATIENCE, held, () -> withdraw(held, reservation));
        }
    }

    /** The successor has not answered. If it does so now, the entry has another version. */
    private void withdraw(Term held, ReservationRecord reservation) {
        Seen<ControlRecord> seen = control;
        if (seen == null || !seen.content().reservation().equals(reservation)) {
            return;
        }
        if (!busy) {
            String why = "'" + reservation.contender() + "' did not answer within " + PATIENCE.toSeconds()
                    + " s; the leader goes on";
            LOG.warn("election '{}': {}", context.layout().election(), why);
            write(held, seen, seen.content().withoutReservation(why));
        }
        after(RETRY, held, () -> withdraw(held, reservation));
    }

    private void write(Term held, Seen<ControlRecord> seen, ControlRecord now) {
        busy = true;
        entry.replace(seen, now, held)
                .whenComplete((answer, failure) -> later(held, () -> {
                    if (answer instanceof Commit.Committed done) {
                        busy = false;
                        long version =
                                done.versions().getOrDefault(context.layout().control(), seen.version());
                        told(new Seen<>(now, version, Optional.empty()));
                    } else if (answer instanceof Commit.GuardFailed) {
                        busy = false;
                        steerUnless(seen);
                    } else {
                        retry(held);
                    }
                }));
    }

    /** What has changed was told already, or is going to be. */
    private void steerUnless(Seen<ControlRecord> outdated) {
        if (!outdated.equals(control)) {
            steer();
        }
    }

    private void retry(Term held) {
        after(RETRY, held, () -> {
            busy = false;
            steer();
        });
    }

    private void after(Duration delay, Term held, Runnable task) {
        context.runtime().loop().schedule(delay, () -> {
            if (held.equals(term)) {
                task.run();
            }
        });
    }

    private void later(Term held, Runnable task) {
        context.runtime().loop().execute(() -> {
            if (held.equals(term)) {
                task.run();
            }
        });
    }

    private long now() {
        return context.runtime().clock().nanoTime();
    }
}
