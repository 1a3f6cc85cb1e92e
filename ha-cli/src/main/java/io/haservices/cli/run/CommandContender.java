package io.haservices.cli.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.EndReason;
import io.haservices.LeaderContender;
import io.haservices.Leadership;
import io.haservices.cli.guard.CommandEnd;
import io.haservices.cli.guard.GuardedCommand;
import io.haservices.errors.ConfigurationException;
import io.haservices.errors.HaException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Starts the command when leadership is granted, and sees to it that nothing of the command is alive when {@link #onRevoked}
 * returns (CLI-12). One term at most.
 */
final class CommandContender implements LeaderContender {
    private final GuardedCommand guarded;
    private final Launch launch;
    private final Renewal renewal;
    private final EventSink events;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private boolean launched;
    private boolean cancelled;
    private volatile long launchedAt;

    CommandContender(GuardedCommand guarded, Launch launch, Renewal renewal, EventSink events) {
        this.guarded = guarded;
        this.launch = launch;
        this.renewal = renewal;
        this.events = events;
    }

    /** How it ended. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** How long ago the command was launched; zero if it was not. */
    Duration ran() {
        return hasLaunched() ? Duration.ofNanos(System.nanoTime() - launchedAt) : Duration.ZERO;
    }

    /** Passes the signal on to the command, or ends standing by; whether it did the former. */
    synchronized boolean signal(Signals.Known signal) {
        if (launched) {
            guarded.forward(signal.name());
        } else {
            cancelled = true;
            outcome.complete(new Outcome(signal.exitCode(), "ended by SIG" + signal.name() + " while standing by"));
        }
        return launched;
    }

    /** From now on the loss of the guard ends standing by, too. */
    void watchGuard() {
        guarded.ended().whenComplete((end, broken) -> {
            if (!hasLaunched() && !outcome.isDone()) {
                Outcome seen = Outcome.guardLostStandingBy(broken == null ? end.detail() : broken.toString());
                events.tell(events.event("guard-lost").put("exit_code", seen.exitCode()), seen.words());
                outcome.complete(seen);
            }
        });
    }

    @Override
    public void onGranted(Leadership leadership) {
        events.tell(
                events.event("granted", leadership),
                "leading election '" + leadership.election() + "' with epoch " + leadership.epoch());
        if (!renewal.awaitValidFor(leadership, launch.needed())) {
            refuse(leadership);
            return;
        }
        synchronized (this) {
            if (cancelled || launched) {
                return;
            }
            launched = true;
            launchedAt = System.nanoTime();
            guarded.launch(
                    launch.command(), launch.environment(leadership), Renewal.deadline(leadership), launch.grace());
        }
        renewal.begin(leadership, guarded);
        // At once and on any thread: the time until onRevoked is called belongs to the command's grace.
        leadership.whenEnded().thenAccept(reason -> stepDown(leadership, reason));
        CompletionStage<Void> started = guarded.started().thenAccept(pid -> started(leadership, pid));
        // In this order, however short the command is.
        guarded.ended()
                .whenComplete((end, broken) ->
                        started.whenComplete((told, notSeenRunning) -> ended(leadership, end, broken)));
    }

    @Override
    public void onRevoked(Leadership leadership) {
        if (hasLaunched()) {
            guarded.stop("leadership ended");
            awaitGone();
        }
        String reason = leadership.ended().map(EndReason::name).orElse("unknown");
        events.tell(events.event("revoked", leadership).put("reason", reason), "leads no more: " + reason);
    }

    @Override
    public void onError(HaException error) {
        outcome.completeExceptionally(error);
    }

    private synchronized boolean hasLaunched() {
        return launched;
    }

    // A leadership that has ended meanwhile is followed by the next one; one that lasts is too short for this grace.
    private void refuse(Leadership leadership) {
        if (leadership.ended().isEmpty()) {
            outcome.completeExceptionally(
                    new ConfigurationException("the deadline of this leadership comes no further than "
                            + leadership.validFor().toMillis() + " ms from now, but grace and reserve take "
                            + launch.needed().toMillis()
                            + " ms: give a shorter --grace, or ask for a longer session timeout."));
        }
    }

    // Published only now: before, whoever follows the address would find nobody there.
    private void started(Leadership leadership, long pid) {
        events.tell(
                events.event("started", leadership).put("command_pid", pid),
                "started " + launch.command().get(0));
        Publication publication = new Publication(
                leadership,
                launch.addresses(),
                renewal.scheduler(),
                () -> ready(leadership),
                error -> unpublished(leadership, error));
        launch.readyWhen()
                .ifPresentOrElse(check -> publishWhenReady(leadership, check, publication), publication::begin);
    }

    private void publishWhenReady(Leadership leadership, Readiness readiness, Publication publication) {
        CompletableFuture<?> over = CompletableFuture.anyOf(
                leadership.whenEnded().toCompletableFuture(), guarded.ended().toCompletableFuture());
        new ReadyCheck(
                        readiness,
                        launch.environment(leadership),
                        over,
                        problem -> events.tell(
                                events.event("not-ready", leadership).put("message", problem),
                                "not ready yet: " + problem),
                        publication::begin,
                        problem -> neverReady(leadership, readiness, problem))
                .begin();
    }

    private void neverReady(Leadership leadership, Readiness readiness, String problem) {
        String words = "not ready within " + readiness.within().orElseThrow().toMillis() + " ms: " + problem;
        events.tell(events.event("never-ready", leadership).put("message", words), words + "; ending the command");
        guarded.stop(words);
    }

    private void stepDown(Leadership leadership, EndReason reason) {
        guarded.stop("leadership ended: " + reason);
        if (!outcome.isDone()) {
            events.tell(
                    events.event("stepping-down", leadership).put("reason", reason.name()),
                    "stepping down (" + reason + "): ending the command");
        }
    }

    private void ready(Leadership leadership) {
        if (outcome.isDone()) {
            return;
        }
        events.tell(
                events.event("ready", leadership),
                launch.address().map(address -> "published " + address).orElse("ready"));
    }

    private void unpublished(Leadership leadership, Throwable error) {
        if (outcome.isDone()) {
            return;
        }
        events.tell(
                events.event("unpublished", leadership).put("message", error.getMessage()),
                "not published yet, tries again: " + error.getMessage());
    }

    private void ended(Leadership leadership, CommandEnd end, @Nullable Throwable broken) {
        Outcome seen = broken == null ? Outcome.of(end, leadership.ended()) : Outcome.guardBroke(broken);
        ObjectNode event = events.event("exited", leadership).put("exit_code", seen.exitCode());
        if (broken == null) {
            event.put("cause", end.cause().name());
            end.exitCode().ifPresent(code -> event.put("command_exit_code", code));
        }
        events.tell(event, seen.words());
        leadership.remark(seen.words());
        if (broken == null && end.cause() == CommandEnd.Cause.DEADLINE) {
            // The guard was the first to act on it.
            leadership.deadlinePassed();
        }
        outcome.complete(seen);
    }

    private void awaitGone() {
        try {
            guarded.ended().toCompletableFuture().get();
        } catch (ExecutionException broken) {
            // Told when the guard, which has lost its link, has ended the command by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
