package io.haservices.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate(2);

    @Test
    void soManyAreUnderWayAndNoMore() {
        List<CompletableFuture<String>> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            gate.pass(() -> {
                CompletableFuture<String> work = new CompletableFuture<>();
                begun.add(work);
                return work;
            });
        }
        assertThat(begun).hasSize(2);
        begun.get(1).complete("done");
        begun.get(0).completeExceptionally(new IllegalStateException("a failure is an end, too"));
        assertThat(begun).hasSize(4);
    }

    @Test
    void thousandsThatAreDoneAtOnceBeginWithoutFillingTheStack() {
        List<CompletableFuture<String>> first = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        first.forEach(work -> gate.pass(() -> work));
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            gate.pass(() -> {
                begun.incrementAndGet();
                return CompletableFuture.completedFuture("done");
            });
        }
        assertThat(begun).hasValue(0);
        first.get(0).complete("done");
        assertThat(begun).hasValue(100_000);
    }

    @Test
    void workThatThrowsLeavesItsPlace() {
        for (int i = 0; i < 5; i++) {
            assertThat(gate.pass(() -> {
                        throw new IllegalStateException("on purpose");
                    }))
                    .isCompletedExceptionally();
        }
        assertThat(gate.pass(() -> CompletableFuture.completedFuture("done"))).isCompletedWithValue("done");
    }

    @Test
    void beginsNothingWhileItIsHeld() {
        Gate gate = new Gate(1);
        List<String> begun = new ArrayList<>();
        gate.hold();
        gate.hold();
        gate.pass(() -> {
            begun.add("first");
            return CompletableFuture.completedFuture(null);
        });
        gate.release();
        assertThat(begun).isEmpty();
        gate.release();
        assertThat(begun).containsExactly("first");
    }
}
