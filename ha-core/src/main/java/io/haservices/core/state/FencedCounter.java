package io.haservices.core.state;

import io.haservices.Counter;
import io.haservices.core.records.CounterRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.HaException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.errors.StateConflictException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.values.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongUnaryOperator;

/** A counter of one election, advanced under a fence. */
final class FencedCounter implements Counter {
    private final StoreContext context;
    private final Layout layout;
    private final String name;
    private final Key key;
    private final Fencing fencing;

    FencedCounter(StoreContext context, Layout layout, String name, Fencing fencing) {
        this.context = context;
        this.layout = layout;
        this.name = name;
        this.key = layout.counter(name);
        this.fencing = fencing;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Long> nextAsync() {
        return advance(last -> {
            if (last == Long.MAX_VALUE) {
                throw new StateConflictException(
                        "counter '" + name + "' has given out " + last + ", the last value there is");
            }
            return last + 1;
        });
    }

    @Override
    public CompletionStage<Long> currentAsync() {
        return context.coordination().get(key).thenApply(FencedCounter::last);
    }

    @Override
    public CompletionStage<Void> advanceToAsync(long value) {
        return advance(last -> Math.max(last, value)).thenApply(last -> null);
    }

    @Override
    public CompletionStage<Boolean> removeAsync() {
        return context.sequencer().enqueue(key, () -> fencing.point().thenCompose(this::remove));
    }

    private CompletionStage<Long> advance(LongUnaryOperator step) {
        return context.sequencer().enqueue(key, () -> {
            long deadline =
                    context.runtime().clock().nanoTime() + context.patience().toNanos();
            return fencing.point().thenCompose(point -> attempt(point, step, deadline));
        });
    }

    private CompletionStage<Long> attempt(FencePoint point, LongUnaryOperator step, long deadline) {
        return context.coordination().get(key).thenCompose(current -> {
            long last = last(current);
            long next = step.applyAsLong(last);
            Bytes value = Records.encode(
                    new CounterRecord(next, context.runtime().ids().get()));
            Operation operation = current.<Operation>map(entry -> new Operation.Replace(key, entry.version(), value))
                    .orElseGet(() -> new Operation.Create(key, value));
            return commit(
                            point,
                            current,
                            operation,
                            now -> now.filter(entry -> entry.value().equals(value))
                                    .isPresent())
                    .thenCompose(outcome -> {
                        if (outcome instanceof Outcome.Changed) {
                            return attempt(point, step, deadline);
                        }
                        boolean again = outcome instanceof Outcome.Absent
                                && context.runtime().clock().nanoTime() - deadline < 0;
                        return again
                                ? Stages.delay(context.runtime().loop(), FencedCommit.PAUSE)
                                        .thenCompose(nothing -> attempt(point, step, deadline))
                                : settle(outcome, point, "advance", next);
                    });
        });
    }

    private CompletionStage<Boolean> remove(FencePoint point) {
        return context.coordination()
                .get(key)
                .thenCompose(current -> current.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : commit(
                                        point,
                                        current,
                                        new Operation.Delete(key, current.get().version()),
                                        Optional::isEmpty)
                                .thenCompose(outcome -> outcome instanceof Outcome.Changed
                                        ? remove(point)
                                        : settle(outcome, point, "remove", true)));
    }

    private CompletionStage<Outcome> commit(
            FencePoint point,
            Optional<Entry> current,
            Operation operation,
            java.util.function.Predicate<Optional<Entry>> isDone) {
        List<Guard> guards = new ArrayList<>();
        guards.add(new Guard.Version(layout.epoch(), point.epochVersion()));
        current.ifPresent(entry -> guards.add(new Guard.Incarnation(key, entry.incarnation())));
        return new FencedCommit(
                        context,
                        layout.scope(),
                        key,
                        guards,
                        List.of(operation),
                        isDone,
                        now -> now.map(Expectation::version).equals(current.map(Expectation::version)))
                .run();
    }

    private <T> CompletionStage<T> settle(Outcome outcome, FencePoint point, String verb, T value) {
        if (outcome instanceof Outcome.Done) {
            return CompletableFuture.completedFuture(value);
        }
        if (outcome instanceof Outcome.Stale) {
            fencing.refused();
            return CurrentEpoch.read(context, layout)
                    .thenCompose(now ->
                            Stages.failed(new StaleEpochException(what(verb), layout.election(), point.epoch(), now)));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return Stages.failed(refused.cause());
        }
        HaException cause =
                outcome instanceof Outcome.Absent absent ? absent.cause() : ((Outcome.Unknown) outcome).cause();
        return Stages.failed(new OutcomeUnknownException(
                what(verb) + ": the answer was lost; the next value leaves it out. Repeat it", "", cause));
    }

    private String what(String verb) {
        return verb + " counter '" + name + "'";
    }

    private static long last(Optional<Entry> entry) {
        return entry.map(found -> Records.decode(found, CounterRecord.class).last())
                .orElse(0L);
    }
}
