package io.haservices.core.state;

import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One commit that checks the epoch, carried through lost answers (SS-05): it is read back, and repeated identically until the
 * answer is definite or patience ends. The guards make a repetition harmless, but for a creation, which is never repeated: nothing
 * guards against that what it created was removed meanwhile.
 */
public final class FencedCommit {
    /** Before a repetition. */
    static final Duration PAUSE = Duration.ofMillis(50);

    private final Coordination coordination;
    private final CoreRuntime runtime;
    private final Duration patience;
    private final Key epochKey;
    private final Key key;
    private final List<Guard> guards;
    private final List<Operation> operations;
    private final Predicate<Optional<Entry>> isDone;
    private final Predicate<Optional<Entry>> isUntouched;
    private final boolean creates;
    private long deadline;

    /**
     * Not started yet.
     *
     * @param scope of the epoch entry and the key
     * @param key the entry that is read back
     * @param isDone whether what is read back says that the commit took effect
     * @param isUntouched whether what is read back says that nobody has written the key since
     */
    FencedCommit(
            StoreContext context,
            Scope scope,
            Key key,
            List<Guard> guards,
            List<Operation> operations,
            Predicate<Optional<Entry>> isDone,
            Predicate<Optional<Entry>> isUntouched) {
        this.coordination = context.coordination();
        this.runtime = context.runtime();
        this.patience = context.patience();
        this.epochKey = scope.key("epoch");
        this.key = key;
        this.guards = guards;
        this.operations = operations;
        this.isDone = isDone;
        this.isUntouched = isUntouched;
        this.creates = operations.stream()
                .anyMatch(operation ->
                        operation instanceof Operation.Create && operation.key().equals(key));
    }

    CompletionStage<Outcome> run() {
        deadline = runtime.clock().nanoTime() + patience.toNanos();
        return attempt(Optional.empty());
    }

    private CompletionStage<Outcome> attempt(Optional<Commit.Unknown> before) {
        return coordination.commit(key.scope(), guards, operations).thenCompose(answer -> {
            if (answer instanceof Commit.Committed committed) {
                Long version = committed.versions().get(key);
                return outcome(new Outcome.Done(version == null ? OptionalLong.empty() : OptionalLong.of(version)));
            }
            if (answer instanceof Commit.Unknown unknown) {
                return readBack(unknown);
            }
            if (answer instanceof Commit.NotApplied refused) {
                return before.isPresent() ? again(before.get()) : outcome(new Outcome.Refused(refused.cause()));
            }
            boolean stale = ((Commit.GuardFailed) answer).key().equals(epochKey);
            return before.isPresent() ? settle(before.get(), stale) : outcome(definite(stale));
        });
    }

    /** After a lost answer: ours, or to be repeated. */
    private CompletionStage<Outcome> readBack(Commit.Unknown unknown) {
        return look().thenCompose(entry -> {
            if (entry.filter(isDone).isPresent()) {
                return outcome(done());
            }
            return creates ? created(unknown, entry) : again(unknown);
        });
    }

    /** Of a creation that did not show: whatever is there now, only looking tells, and no repetition may come before it. */
    private CompletionStage<Outcome> created(Commit.Unknown unknown, Optional<Optional<Entry>> seen) {
        if (seen.isEmpty()) {
            return later(unknown, () -> readBack(unknown));
        }
        return outcome(
                seen.get().isEmpty() ? new Outcome.Absent(unknown.cause()) : new Outcome.Unknown(unknown.cause()));
    }

    /** A guard has failed after a lost answer: an earlier attempt may have taken effect and been overwritten since. */
    private CompletionStage<Outcome> settle(Commit.Unknown unknown, boolean stale) {
        return look().thenCompose(entry -> {
            if (entry.isEmpty()) {
                return again(unknown);
            }
            if (isDone.test(entry.get())) {
                return outcome(done());
            }
            return outcome(isUntouched.test(entry.get()) ? definite(stale) : new Outcome.Unknown(unknown.cause()));
        });
    }

    private CompletionStage<Outcome> again(Commit.Unknown unknown) {
        return later(unknown, () -> attempt(Optional.of(unknown)));
    }

    private CompletionStage<Outcome> later(Commit.Unknown unknown, Supplier<CompletionStage<Outcome>> next) {
        if (runtime.clock().nanoTime() - deadline >= 0) {
            return outcome(new Outcome.Unknown(unknown.cause()));
        }
        return Stages.delay(runtime.loop(), PAUSE).thenCompose(nothing -> next.get());
    }

    /** The entry, or nothing when it could not be read. */
    private CompletionStage<Optional<Optional<Entry>>> look() {
        return Stages.recover(
                coordination.get(key).thenApply(Optional::of),
                failure -> failure instanceof UnavailableException
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : Stages.failed(failure));
    }

    private static Outcome done() {
        return new Outcome.Done(OptionalLong.empty());
    }

    private static Outcome definite(boolean stale) {
        return stale ? new Outcome.Stale() : new Outcome.Changed();
    }

    private static CompletionStage<Outcome> outcome(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
