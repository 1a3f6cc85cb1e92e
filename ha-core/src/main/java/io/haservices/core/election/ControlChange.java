package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.HaException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads, changes and replaces the control entry, until that went without anybody else in between. */
final class ControlChange {
    private static final int MOST_TRIES = 20;
    private static final Duration PACE = Duration.ofMillis(100);

    private final ElectionContext context;
    private final ControlEntry entry;

    ControlChange(ElectionContext context, ControlEntry entry) {
        this.context = context;
        this.entry = entry;
    }

    /** What is to become of a record; the same, when it is as it should be. Called again after a lost answer, so it has to know its own. */
    @FunctionalInterface
    interface Change {
        ControlRecord of(ControlRecord now);
    }

    /** Completes with the record as it is then; fails with what the change throws. */
    CompletionStage<ControlRecord> make(Change change) {
        return attempt(change, MOST_TRIES);
    }

    private CompletionStage<ControlRecord> attempt(Change change, int tries) {
        return entry.read().thenCompose(found -> {
            if (found.isEmpty()) {
                return Stages.failed(notThere());
            }
            ControlRecord before = found.get().content();
            ControlRecord after = change.of(before);
            return after.equals(before)
                    ? CompletableFuture.completedFuture(before)
                    : entry.replace(found.get(), after).thenCompose(answer -> settle(answer, after, change, tries));
        });
    }

    private CompletionStage<ControlRecord> settle(Commit answer, ControlRecord after, Change change, int tries) {
        if (answer instanceof Commit.Committed) {
            return CompletableFuture.completedFuture(after);
        }
        if (answer instanceof Commit.NotApplied refused) {
            return Stages.failed(refused.cause());
        }
        if (tries <= 1) {
            return Stages.failed(tooOften(answer));
        }
        return Stages.delay(context.runtime().loop(), answer instanceof Commit.Unknown ? PACE : Duration.ZERO)
                .thenCompose(nothing -> attempt(change, tries - 1));
    }

    private HaException tooOften(Commit answer) {
        return answer instanceof Commit.Unknown unknown
                ? new OutcomeUnknownException(
                        "steering election '" + context.layout().election()
                                + "': the answer was lost, and it cannot be found out what came of it. Look at 'ha status'.",
                        "",
                        unknown.cause())
                : new UnavailableException(
                        "steering election '" + context.layout().election()
                                + "' was overtaken again and again by others; nothing was changed. Repeat it.");
    }

    private HaException notThere() {
        return new HaException("election '" + context.layout().election()
                + "' has no control entry, so it cannot be steered;" + " it gets one when somebody stands");
    }
}
