package io.haservices.core.state;

import static io.haservices.core.runtime.Interleaved.check;
import static io.haservices.core.runtime.Interleaved.require;
import static io.haservices.core.runtime.Interleaved.together;

import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class InterleavingsTest {
    private static final Key KEY = Scope.named("main").key("state", "jobs", "a");

    /** Two come at once, one of them is answered by a third thread: never both under way, both done, and the next begins at once. */
    private static void oneAfterAnother(Function<Supplier<CompletionStage<Void>>, CompletionStage<Void>> line) {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Supplier<CompletionStage<Void>> work = () -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            return answer.thenRun(underWay::decrementAndGet);
        };
        Runnable write = () -> line.apply(work).thenRun(ended::incrementAndGet);
        together(write, write, () -> answer.complete(null));
        require(most.get() == 1, "under way at once: " + most.get());
        require(ended.get() == 2, "done: " + ended.get());
        line.apply(work).thenRun(ended::incrementAndGet);
        require(ended.get() == 3, "the next waits for nobody");
    }

    @Test
    void writesToAKeyAreOneAfterAnother() {
        check(() -> {
            Sequencer sequencer = new Sequencer();
            oneAfterAnother(write -> sequencer.enqueue(KEY, write));
        });
    }

    @Test
    void turnsAreTakenOneAfterAnother() {
        check(() -> {
            Turns turns = new Turns();
            oneAfterAnother(turns::take);
        });
    }
}
