package io.haservices.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Scope;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SequencerTest {
    private static final Key KEY = Scope.named("main").key("state", "jobs", "a");

    @Test
    void aCallerWhoGivesUpDoesNotLetTheNextWriteBegin() {
        Sequencer sequencer = new Sequencer();
        CompletableFuture<String> underWay = new CompletableFuture<>();
        CompletableFuture<String> next = new CompletableFuture<>();
        CompletableFuture<String> given = sequencer.enqueue(KEY, () -> underWay).toCompletableFuture();
        sequencer.enqueue(KEY, () -> {
            next.complete("begun");
            return next;
        });

        assertThat(given.cancel(true)).isTrue();

        assertThat(next).isNotDone();
        underWay.complete("done");
        assertThat(next).isDone();
    }
}
