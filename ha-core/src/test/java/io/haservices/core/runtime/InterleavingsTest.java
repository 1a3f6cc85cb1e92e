package io.haservices.core.runtime;

import static io.haservices.core.runtime.Interleaved.check;
import static io.haservices.core.runtime.Interleaved.require;
import static io.haservices.core.runtime.Interleaved.together;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class InterleavingsTest {
    private static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    @Test
    void aGateForgetsNobodyAndGetsEachPlaceBack() {
        check(() -> {
            Gate gate = new Gate(1);
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();
            List<CompletableFuture<CompletionStage<String>>> passed =
                    List.of(new CompletableFuture<>(), new CompletableFuture<>());
            together(
                    () -> passed.get(0).complete(gate.pass(() -> first)),
                    () -> passed.get(1).complete(gate.pass(() -> second)),
                    () -> {
                        first.complete("done");
                        second.complete("done");
                    });
            passed.forEach(stage -> require(isDone(stage.join()), "forgotten"));
            require(isDone(gate.pass(() -> CompletableFuture.completedFuture("done"))), "a place is lost");
        });
    }

    @Test
    void aGateOfOneLetsOneBeginAtATime() {
        check(() -> {
            Gate gate = new Gate(1);
            AtomicInteger underWay = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            Runnable pass = () -> gate.pass(() -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                underWay.decrementAndGet();
                return CompletableFuture.completedFuture("done");
            });
            together(pass, pass);
            require(most.get() == 1, "most under way: " + most.get());
        });
    }

    @Test
    void lanesWorkEachItemOnceAndEndWithTheLast() {
        check(() -> {
            List<CompletableFuture<Void>> work =
                    List.of(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
            List<AtomicInteger> begun = List.of(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
            CompletionStage<Void> all = Lanes.forEach(List.of(0, 1, 2), 2, item -> {
                begun.get(item).incrementAndGet();
                return work.get(item);
            });
            together(() -> work.get(0).complete(null), () -> work.get(1).complete(null));
            begun.forEach(count -> require(count.get() == 1, "begun so often: " + count.get()));
            require(!isDone(all), "done too early");
            work.get(2).complete(null);
            require(isDone(all), "never done");
        });
    }

    @Test
    void lanesEndWithTheFailureAfterWhatWasBegun() {
        check(() -> {
            List<CompletableFuture<Void>> work = List.of(new CompletableFuture<>(), new CompletableFuture<>());
            CompletionStage<Void> all = Lanes.forEach(List.of(0, 1), 2, work::get);
            together(
                    () -> work.get(0).completeExceptionally(new IllegalStateException("on purpose")),
                    () -> work.get(1).complete(null));
            require(all.toCompletableFuture().isCompletedExceptionally(), "not failed");
        });
    }
}
