package io.haservices.core.election;

import io.haservices.Steering;
import io.haservices.Succession;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.LeaderRecord;
import io.haservices.core.records.PauseRecord;
import io.haservices.core.records.RequestRecord;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.SteeringRefusedException;
import io.haservices.errors.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Steers from any process: writes into the control entry what is wanted, and waits for what comes of it. */
public final class RequestedSteering implements Steering {
    private static final int LONGEST_TEXT = 500;
    private static final Duration PACE = Duration.ofMillis(50);

    private final ElectionContext context;
    private final ControlEntry entry;
    private final ControlChange changes;

    /** For one election, which nobody has to stand in here. */
    public RequestedSteering(ElectionContext context) {
        this.context = context;
        this.entry = new ControlEntry(context);
        this.changes = new ControlChange(context, entry);
    }

    @Override
    public String election() {
        return context.layout().election();
    }

    @Override
    public CompletionStage<Void> pauseAsync(String reason, Optional<Duration> limit) {
        if (reason.isBlank() || reason.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a pause needs a reason, of at most " + LONGEST_TEXT + " characters");
        }
        if (limit.filter(wanted -> wanted.toMillis() < 1).isPresent()) {
            throw new IllegalArgumentException("a pause lasts for a millisecond at least, or until it is lifted");
        }
        PauseRecord pause = new PauseRecord(
                context.runtime().ids().get(),
                reason,
                context.runtime().wallClock().instant().toString(),
                limit.map(Duration::toMillis).orElse(0L));
        return requireTerm("paused")
                .thenCompose(term -> term.leader().isEmpty()
                        ? Stages.<ControlRecord>failed(
                                refused("it is not known who led it last; repeat it when somebody leads"))
                        : changes.make((now, lost) -> paused(now, pause)))
                .thenApply(done -> null);
    }

    private ControlRecord paused(ControlRecord now, PauseRecord pause) {
        requireNotRemoved(now);
        if (now.pause().id().equals(pause.id())) {
            return now;
        }
        if (now.pause().isThere()) {
            throw refused("it is paused already, since " + now.pause().since() + " ("
                    + now.pause().reason() + "); resume it first");
        }
        if (now.reservation().isThere()) {
            throw refused("leadership is just being handed over to '"
                    + now.reservation().contender() + "'; repeat it when that is done");
        }
        return now.with(pause);
    }

    @Override
    public CompletionStage<Void> resumeAsync() {
        boolean[] found = {false};
        return requireTerm("resumed")
                .thenCompose(epoch -> changes.make((now, lost) -> {
                    if (!now.pause().isThere() && !found[0]) {
                        throw refused("it is not paused");
                    }
                    found[0] = true;
                    return now.with(PauseRecord.NONE);
                }))
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Succession> transferAsync(Optional<String> to, Duration patience) {
        if (to.filter(name -> name.isBlank() || name.length() > LONGEST_TEXT).isPresent()) {
            throw new IllegalArgumentException("the id of a candidate has 1 to " + LONGEST_TEXT + " characters");
        }
        return ask(RequestRecord.TRANSFER, to.orElse(""), patience);
    }

    @Override
    public CompletionStage<Succession> resignAsync(Duration patience) {
        long until = until(patience);
        return ask(RequestRecord.RESIGN, "", patience)
                .thenCompose(resigned -> whenGone(resigned, until).thenApply(gone -> resigned));
    }

    private CompletionStage<Succession> ask(String kind, String target, Duration patience) {
        long until = until(patience);
        RequestRecord request = RequestRecord.open(context.runtime().ids().get(), kind, target);
        String[] over = {""};
        return requireTerm(kind.equals(RequestRecord.RESIGN) ? "given up" : "handed over")
                .thenCompose(epoch -> leader())
                .thenCompose(leader -> leader.isEmpty()
                        ? Stages.failed(refused("nobody leads it now, so there is nobody to ask"))
                        : changes.make((now, lost) -> {
                            if (lost
                                    && !now.request().id().equals(request.id())
                                    && !now.request().id().equals(over[0])) {
                                // It may have been carried out before: once is enough.
                                throw overtaken();
                            }
                            over[0] = now.request().id();
                            return asked(now, request);
                        }))
                .thenCompose(written -> answer(request, until));
    }

    private ControlRecord asked(ControlRecord now, RequestRecord request) {
        requireNotRemoved(now);
        if (now.request().id().equals(request.id())) {
            return now;
        }
        if (now.pause().isThere()) {
            throw refused("it is paused (" + now.pause().reason() + "), so nobody could follow; resume it first");
        }
        if (now.reservation().isThere()) {
            throw refused("leadership is just being handed over to '"
                    + now.reservation().contender() + "'; repeat it when that is done, if it is still wanted");
        }
        return now.with(request);
    }

    private CompletionStage<Succession> answer(RequestRecord asked, long until) {
        return unlessUnavailable(entry.read()).thenCompose(read -> {
            // What cannot be read now is still asked for.
            RequestRecord now = read.map(
                            found -> found.map(seen -> seen.content().request()).orElse(RequestRecord.NONE))
                    .orElse(asked);
            if (!now.id().equals(asked.id())) {
                return Stages.failed(overtaken());
            }
            if (now.state().equals(RequestRecord.DONE)) {
                return CompletableFuture.completedFuture(new Succession(now.answer(), now.epoch()));
            }
            if (!now.isOpen()) {
                return Stages.failed(refused(now.answer()));
            }
            return isOver(until)
                    ? withdraw(asked)
                    : Stages.delay(context.runtime().loop(), PACE).thenCompose(nothing -> answer(asked, until));
        });
    }

    /** Nothing, when the service does not answer in time. */
    private static <T> CompletionStage<Optional<T>> unlessUnavailable(CompletionStage<T> reading) {
        return Stages.recover(
                reading.thenApply(Optional::of),
                failure -> failure instanceof UnavailableException
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : Stages.failed(failure));
    }

    /** Its answer is written over: it may have been carried out before that. */
    private OutcomeUnknownException overtaken() {
        return new OutcomeUnknownException(
                "election '" + election()
                        + "': another request came in between, or the election was removed, so it is not"
                        + " known what came of this one. Look who leads.",
                "",
                null);
    }

    /** An answer that comes now counts still. */
    private CompletionStage<Succession> withdraw(RequestRecord asked) {
        CompletionStage<ControlRecord> withdrawn = Stages.recover(
                changes.make((now, lost) ->
                        now.request().equals(asked) && !now.reservation().isThere()
                                ? now.with(asked.refused("withdrawn"))
                                : now),
                failure -> Stages.failed(failure instanceof UnavailableException ? notWithdrawn(failure) : failure));
        return withdrawn.thenCompose(now -> {
            if (now.reservation().isThere()) {
                return Stages.failed(new OutcomeUnknownException(
                        "election '" + election() + "' is still being handed over to '"
                                + now.reservation().contender()
                                + "': the leader has not finished its work within the time limit. Look who leads.",
                        "",
                        null));
            }
            if (!now.request().id().equals(asked.id())) {
                return Stages.failed(overtaken());
            }
            if (now.request().state().equals(RequestRecord.DONE)) {
                return CompletableFuture.completedFuture(
                        new Succession(now.request().answer(), now.request().epoch()));
            }
            return Stages.failed(new UnavailableException("the leader of election '" + election()
                    + "' did not answer within the time limit; the request was withdrawn. Repeat it."));
        });
    }

    private OutcomeUnknownException notWithdrawn(Throwable cause) {
        return new OutcomeUnknownException(
                "election '" + election()
                        + "': the leader did not answer within the time limit, and the request could not be withdrawn, so it may"
                        + " still be carried out. Look who leads.",
                "",
                cause);
    }

    private CompletionStage<Void> whenGone(Succession resigned, long until) {
        return unlessUnavailable(leader()).thenCompose(read -> {
            boolean gone = read.filter(leader -> leader.filter(now -> now.epoch() == resigned.epoch())
                            .isEmpty())
                    .isPresent();
            if (gone) {
                return CompletableFuture.completedFuture(null);
            }
            return isOver(until)
                    ? Stages.failed(new OutcomeUnknownException(
                            "the leader of election '" + election()
                                    + "' is resigning, but has not finished its work within"
                                    + " the time limit. Look who leads.",
                            "",
                            null))
                    : Stages.delay(context.runtime().loop(), PACE).thenCompose(nothing -> whenGone(resigned, until));
        });
    }

    private CompletionStage<Optional<LeaderRecord>> leader() {
        return context.coordination()
                .get(context.layout().leader())
                .thenApply(entry -> Seen.in(entry, LeaderRecord.class).map(Seen::content));
    }

    /** An election that somebody has led. */
    private CompletionStage<EpochRecord> requireTerm(String what) {
        return context.coordination().get(context.layout().epoch()).thenCompose(found -> {
            Optional<EpochRecord> epoch = Seen.in(found, EpochRecord.class).map(Seen::content);
            return epoch.filter(term -> term.epoch() > 0).isPresent()
                    ? CompletableFuture.completedFuture(epoch.get())
                    : Stages.failed(
                            new SteeringRefusedException(
                                    "election '" + election() + "' cannot be " + what
                                            + ": nobody has ever led an election of this name. 'ha status' shows those that there are."));
        });
    }

    private void requireNotRemoved(ControlRecord now) {
        if (now.removed()) {
            throw refused("it was removed by its leader; it begins anew when somebody stands");
        }
    }

    private SteeringRefusedException refused(String why) {
        return new SteeringRefusedException("election '" + election() + "': refused, for " + why + ".");
    }

    private long until(Duration patience) {
        return context.runtime().clock().nanoTime() + patience.toNanos();
    }

    private boolean isOver(long until) {
        return context.runtime().clock().nanoTime() - until >= 0;
    }
}
