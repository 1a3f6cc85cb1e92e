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

    private final ElectionContext context;
    private final Layout layout;
    private final String contenderId;
    private final int most;
    private @Nullable Term current;
    private @Nullable Seen<HistoryRecord> written;

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
            Beginning beginning = new Beginning(term, TermRecord.begun(term.epoch(), contenderId, now), deposed);
            // When thousands of terms begin in one instant, those that are yet to be won come first.
            context.records().pass(() -> beginning.write(MOST_TRIES));
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
     * What to do in the transaction that ends this term; nothing when its beginning is not known to be written. {@code again} when another
     * attempt may follow.
     */
    Optional<Operation> ending(long epoch, long epochVersion, EndReason reason, String detail, boolean again) {
        Term term = current;
        Seen<HistoryRecord> before = written;
        if (term == null || before == null || term.epoch() != epoch || term.epochVersion() != epochVersion) {
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
     * the term, and not fenced by it: it changes that term's own line, and nothing else, if it is as it was read.
     */
    void explain(long epoch, EndReason reason, Supplier<String> detail) {
        if (most > 0) {
            Instant at = context.runtime().wallClock().instant();
            // A release that is possible after all says it, and needs the entry as it is.
            context.runtime()
                    .loop()
                    .schedule(
                            FIRST_EXPLANATION,
                            () -> new Explanation(epoch, at, reason, detail.get())
                                    .write(MOST_TRIES, FIRST_EXPLANATION));
        }
    }

    private final class Explanation {
        private final long epoch;
        private final Instant at;
        private final EndReason reason;
        private final String detail;

        Explanation(long epoch, Instant at, EndReason reason, String detail) {
            this.epoch = epoch;
            this.at = at;
            this.reason = reason;
            this.detail = detail;
        }

        CompletionStage<Boolean> write(int tries, Duration pause) {
            return context.coordination()
                    .get(layout.history())
                    .thenCompose(entry -> commit(Seen.in(entry, HistoryRecord.class)))
                    .exceptionally(failure -> false)
                    .thenApply(done -> {
                        if (!done && tries > 1) {
                            context.runtime()
                                    .loop()
                                    .schedule(
                                            pause,
                                            () -> context.records()
                                                    .pass(() -> write(tries - 1, pause.multipliedBy(2))));
                        }
                        return done;
                    });
        }

        private CompletionStage<Boolean> commit(Optional<Seen<HistoryRecord>> found) {
            if (found.isEmpty() || !found.get().content().wants(epoch)) {
                return CompletableFuture.completedStage(true);
            }
            HistoryRecord after = found.get().content().ended(epoch, at.toString(), reason.name(), detail);
            return context.coordination()
                    .commit(
                            layout.scope(),
                            List.of(),
                            List.of(new Operation.Replace(
                                    layout.history(), found.get().version(), Records.encode(after))))
                    .thenApply(answer -> answer instanceof Commit.Committed);
        }
    }

    /** Nothing more is written of the current term. */
    void forget() {
        current = null;
        written = null;
    }
}
