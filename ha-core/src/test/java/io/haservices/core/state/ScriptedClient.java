package io.haservices.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.EventLoop;
import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import io.haservices.core.runtime.Network;
import io.haservices.testkit.memory.InMemoryBlobs;
import io.haservices.testkit.memory.InMemoryStorage;
import io.haservices.testkit.memory.VirtualTimeline;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A client in virtual time, whose coordination service answers what a test says. */
final class ScriptedClient {
    final VirtualTimeline time = new VirtualTimeline();
    final ScriptedCoordination service = new ScriptedCoordination();
    final InMemoryStorage storage = new InMemoryStorage(URI.create("memory:scripted"), new InMemoryBlobs());
    private final Duration patience;
    private int ids;

    ScriptedClient(Duration patience) {
        this.patience = patience;
    }

    StoreContext context() {
        EventLoop loop = new Loop();
        CoreRuntime runtime = new CoreRuntime(
                time, loop, loop, name -> loop, new NoNetwork(), () -> Instant.EPOCH, () -> "id" + ++ids);
        return new StoreContext(service, storage, runtime, new Sequencer(), patience, 1);
    }

    /** Its value, or its error, after as much time as it takes. */
    <T> T of(CompletionStage<T> stage) {
        CompletableFuture<T> answer = stage.toCompletableFuture();
        while (!answer.isDone()) {
            assertThat(time.step()).as("something is still to come").isTrue();
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private final class Loop implements EventLoop {
        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return time.schedule(delay, task)::close;
        }

        @Override
        public void execute(Runnable task) {
            time.execute(task);
        }
    }

    /** States need none. */
    private static final class NoNetwork implements Network {
        @Override
        public Listening listen(String host, int port, Function<Line, LineListener> accept, Consumer<String> failed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Line connect(String address, Duration timeout, LineListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
