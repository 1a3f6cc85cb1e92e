package io.haservices.core.election;

import io.haservices.EndReason;
import io.haservices.HistoryOptions;
import io.haservices.core.records.DeposedRecord;
import io.haservices.core.records.HistoryRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.records.TermRecord;
import io.haservices.core.runtime.Stages;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the terms of one contender into the history, each fenced by its term: the beginning soon after the grant, so that it delays nobody, the
 * end in the very transaction that releases leadership. On the loop.
 */
final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int MOST_TRIES = 10;
    /** With the longest details that fits into an entry, also beside what else a transaction holds. */
    private static final int MOST_TERMS = 250;

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration FIRST_EXPLANATION = Duration.ofSeconds(1);
    /** Between two tries of a term so short that its beginning is just being written. */
    private static final Duration SOON = Duration.ofMillis(20);

    private final ElectionContext context;
    private final Layout layout;
    private final String contenderId;
    private final int most;
    private @Nullable Term current;
    private @Nullable TermRecord beginning;
    private @Nullable Seen<HistoryRecord> written;
    private CompletionStage<?> told = CompletableFuture.completedFuture(null);

    History(ElectionContext context, String contenderId) {
        this.context = context;
        this.layout = context.layout();
        this.contenderId = contenderId;
        this.most = Math.min(MOST_TERMS, context.configuration().get(HistoryOptions.TERMS));
    }

    void begun(Term term, DeposedRecord deposed) {
        current = term;
        written = null;
        if (most > 0) {
            String now = context.runtime().wallClock().instant().toString();
            TermRecord record = TermRecord.begun(term.epoch(), contenderId, now);
            beginning = record;
            // When thousands of terms begin in one instant, those that are yet to be won come first: they hold the
            // records.
            context.records().pass(() -> new Beginning(term, record, deposed).write(MOST_TRIES));
        }
    }

    private record Written(Optional<Seen<HistoryRecord>> now, String problem) {}

    /** The beginning of a term, until it is written or the term is over. */
    private final class Beginning {
        private final Term term;
        private final TermRecord record;
        private final DeposedRecord deposed;

        Beginning(Term term, TermRecord record, DeposedRecord deposed) {
            this.term = term;
            this.record = record;
            this.deposed = deposed;
        }

        CompletionStage<Void> write(int tries) {
            if (!term.equals(current)) {
                return CompletableFuture.completedFuture(null);
            }
            return context.coordination()
                    .get(layout.history())
                    .thenCompose(entry -> commit(Seen.in(entry, HistoryRecord.class)))
                    .handle((answer, failure) -> failure == null
                            ? answer
                            : new Written(
                                    Optional.empty(),
                                    Stages.asHaException(failure).toString()))
                    .thenAccept(answer -> context.runtime().loop().execute(() -> answered(answer, tries)));
        }

        /** A lost answer is found out by the next try, which finds the term there. */
        private CompletionStage<Written> commit(Optional<Seen<HistoryRecord>> found) {
            HistoryRecord before = found.map(Seen::content).orElse(HistoryRecord.NONE);
            HistoryRecord after = before.has(term.epoch()) ? before : before.begun(record, deposed, most);
            Operation operation = found.<Operation>map(
                            seen -> new Operation.Replace(layout.history(), seen.version(), Records.encode(after)))
                    .orElseGet(() -> new Operation.Create(layout.history(), Records.encode(after)));
            return context.coordination()
                    .commit(
                            layout.scope(),
                            List.of(new Guard.Version(layout.epoch(), term.epochVersion())),
                            List.of(operation))
                    .thenApply(answer -> new Written(seen(after, answer), answer.toString()));
        }

        private Optional<Seen<HistoryRecord>> seen(HistoryRecord after, Commit answer) {
            return answer instanceof Commit.Committed done
                    ? Optional.of(
                            new Seen<>(after, done.versions().getOrDefault(layout.history(), -1L), Optional.empty()))
                    : Optional.empty();
        }

        private void answered(Written answer, int tries) {
            if (!term.equals(current)) {
                return;
            }
            if (answer.now().isPresent()) {
                written = answer.now().get();
            } else if (tries > 1) {
                context.runtime().loop().schedule(RETRY, () -> {
                    if (term.equals(current)) {
                        context.records().pass(() -> write(tries - 1));
                    }
                });
            } else {
                LOG.warn(
                        "election '{}': epoch {} is missing in the history: {}",
                        layout.election(),
                        term.epoch(),
                        answer.problem());
            }
        }
    }

    /**
     * What to do in the transaction that ends this term; nothing when its beginning is not known to be written: then it is told afterwards.
     * {@code again} when another attempt may follow.
     */
    Optional<Operation> ending(long epoch, long epochVersion, EndReason reason, String detail, boolean again) {
        Term term = current;
        TermRecord record = beginning;
        Seen<HistoryRecord> before = written;
        if (term == null || record == null || term.epoch() != epoch || term.epochVersion() != epochVersion) {
            return Optional.empty();
        }
        if (before == null) {
            Instant at = context.runtime().wallClock().instant();
            forget();
            told = new Explanation(record, at, reason, detail).write(SOON);
            return Optional.empty();
        }
        // Only once: when somebody else has written, the release goes without it.
        if (!again) {
            forget();
        }
        String now = context.runtime().wallClock().instant().toString();
        HistoryRecord after = before.content().ended(epoch, now, reason.name(), detail);
        return Optional.of(new Operation.Replace(layout.history(), before.version(), Records.encode(after)));
    }

    /**
     * Says afterwards why a term ended that could not be released any more: its successor can only tell that it vanished. This is no write of
     * the term, and not fenced by it: it changes or adds that term's own line, and nothing else, if the history is as it was read.
     */
    void explain(long epoch, EndReason reason, Supplier<String> detail) {
        TermRecord record = beginning;
        if (most > 0 && record != null && record.epoch() == epoch) {
            Instant at = context.runtime().wallClock().instant();
            // A release that is possible after all says it, and needs the entry as it is.
            context.runtime()
                    .loop()
                    .schedule(
                            FIRST_EXPLANATION,
                            () -> new Explanation(record, at, reason, detail.get()).write(FIRST_EXPLANATION));
        }
    }

    private final class Explanation {
        private final TermRecord record;
        private final Instant at;
        private final EndReason reason;
        private final String detail;
        private final CompletableFuture<Object> over = new CompletableFuture<>();

        Explanation(TermRecord record, Instant at, EndReason reason, String detail) {
            this.record = record;
            this.at = at;
            this.reason = reason;
            this.detail = detail;
        }

        /** Completes when it is told, or was given up. */
        CompletionStage<?> write(Duration pause) {
            goOn(attempt(), MOST_TRIES, pause);
            return over;
        }

        private void goOn(CompletionStage<Boolean> attempt, int tries, Duration pause) {
            attempt.whenComplete((done, failure) -> {
                if ((failure == null && done) || tries <= 1) {
                    over.complete(null);
                } else {
                    context.runtime()
                            .loop()
                            .schedule(
                                    pause,
                                    () -> goOn(
                                            context.records().pass(this::attempt), tries - 1, pause.multipliedBy(2)));
                }
            });
        }

        private CompletionStage<Boolean> attempt() {
            return context.coordination()
                    .get(layout.history())
                    .thenCompose(entry -> commit(Seen.in(entry, HistoryRecord.class)));
        }

        /** An entry that is gone was removed with its election. */
        private CompletionStage<Boolean> commit(Optional<Seen<HistoryRecord>> found) {
            if (found.isEmpty() || !found.get().content().wants(record.epoch())) {
                return CompletableFuture.completedStage(true);
            }
            HistoryRecord after = found.get().content().told(record, at.toString(), reason.name(), detail, most);
            return context.coordination()
                    .commit(
                            layout.scope(),
                            List.of(),
                            List.of(new Operation.Replace(
                                    layout.history(), found.get().version(), Records.encode(after))))
                    .thenApply(answer -> answer instanceof Commit.Committed);
        }
    }

    /** Completes when the end of a term that was over before its beginning was written is told, or was given up. */
    CompletionStage<?> told() {
        return told;
    }

    /** Nothing more is written of the current term. */
    void forget() {
        current = null;
        beginning = null;
        written = null;
    }
}
