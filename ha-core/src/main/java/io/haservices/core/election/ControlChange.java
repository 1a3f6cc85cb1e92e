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
import java.util.concurrent.atomic.AtomicBoolean;

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

    /** What is to become of a record. Called again after a lost answer, so it has to know its own. */
    @FunctionalInterface
    interface Change {
        /** The same record, when it is as it should be; {@code lost}: an earlier answer was, so this change may have been made and written over. */
        ControlRecord of(ControlRecord now, boolean lost);
    }

    /**
     * Completes with the record as it is then; fails with what the change throws, when nothing was changed, and with
     * {@link OutcomeUnknownException} when an answer was lost and it could not be found out what came of that.
     */
    CompletionStage<ControlRecord> make(Change change) {
        AtomicBoolean lost = new AtomicBoolean();
        return Stages.recover(
                attempt(change, MOST_TRIES, lost), failure -> Stages.failed(lost.get() ? unknown(failure) : failure));
    }

    private CompletionStage<ControlRecord> attempt(Change change, int tries, AtomicBoolean lost) {
        return entry.read().thenCompose(found -> {
            if (found.isEmpty()) {
                return Stages.failed(notThere());
            }
            ControlRecord before = found.get().content();
            ControlRecord after = change.of(before, lost.get());
            return after.equals(before)
                    ? CompletableFuture.completedFuture(before)
                    : entry.replace(found.get(), after)
                            .thenCompose(answer -> settle(answer, after, change, tries, lost));
        });
    }

    private CompletionStage<ControlRecord> settle(
            Commit answer, ControlRecord after, Change change, int tries, AtomicBoolean lost) {
        if (answer instanceof Commit.Committed) {
            return CompletableFuture.completedFuture(after);
        }
        if (answer instanceof Commit.NotApplied refused) {
            return Stages.failed(refused.cause());
        }
        if (answer instanceof Commit.Unknown) {
            lost.set(true);
        }
        if (tries <= 1) {
            return Stages.failed(tooOften());
        }
        return Stages.delay(context.runtime().loop(), answer instanceof Commit.Unknown ? PACE : Duration.ZERO)
                .thenCompose(nothing -> attempt(change, tries - 1, lost));
    }

    private Throwable unknown(Throwable cause) {
        return cause instanceof OutcomeUnknownException || !(cause instanceof HaException)
                ? cause
                : new OutcomeUnknownException(
                        "steering election '" + context.layout().election()
                                + "': the answer was lost, and it cannot be found out what came of it. Look at 'ha status'.",
                        "",
                        cause);
    }

    private HaException tooOften() {
        return new UnavailableException("steering election '" + context.layout().election()
                + "' was overtaken again and again by others; nothing was changed. Repeat it.");
    }

    private HaException notThere() {
        return new HaException("election '" + context.layout().election()
                + "' has no control entry, so it cannot be steered;" + " it gets one when somebody stands");
    }
}
