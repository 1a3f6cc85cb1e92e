package io.haservices.core.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.HighAvailabilityOptions;
import io.haservices.LivenessOptions;
import io.haservices.config.Configuration;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.EventLoop;
import io.haservices.core.storage.file.FileStorageProvider;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.memory.InMemoryBlobs;
import io.haservices.testkit.memory.InMemoryCoordinationService;
import io.haservices.testkit.memory.InMemorySettings;
import io.haservices.testkit.memory.InMemoryStorage;
import io.haservices.testkit.memory.VirtualTimeline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Several processes, one coordination service and one storage, all in virtual time on one thread. */
final class World {
    static final Duration SESSION = Duration.ofSeconds(10);
    static final Duration REQUEST = Duration.ofSeconds(4);

    final VirtualTimeline time = new VirtualTimeline();
    final MemoryNetwork network = new MemoryNetwork(time);
    final List<Member> processes = new ArrayList<>();
    /** What processes see in place of their client. */
    UnaryOperator<Coordination> view = client -> client;

    InMemoryCoordinationService service;
    private final Storage storage;
    private final Random random;

    /** With files beneath this folder. */
    World(Path directory, long seed) {
        this(new FileStorageProvider().open(directory.toUri(), Configuration.of(Map.of())), seed);
    }

    /** All in memory. */
    World(long seed) {
        this(new InMemoryStorage(URI.create("memory:" + seed), new InMemoryBlobs()), seed);
    }

    private World(Storage storage, long seed) {
        this.storage = storage;
        this.random = new Random(seed);
        this.service = newService("one");
    }

    InMemoryCoordinationService newService(String name) {
        return InMemoryCoordinationService.on(
                InMemorySettings.on(time).withName(name).withSessionTimeout(SESSION));
    }

    Member process(String... settings) {
        Member process = new Member(this, processes.size() + 1, configuration(settings));
        processes.add(process);
        return process;
    }

    private Configuration configuration(String... settings) {
        Configuration configuration = Configuration.of(Map.of(
                LivenessOptions.POLICY.key(),
                "off",
                HighAvailabilityOptions.REQUEST_TIMEOUT.key(),
                REQUEST.toMillis() + "",
                HighAvailabilityOptions.TOLERATE_SUSPENDED_CONNECTIONS.key(),
                "true",
                HighAvailabilityOptions.CLEANUP_DELAY.key(),
                "500 ms",
                HighAvailabilityOptions.CLEANUP_INTERVAL.key(),
                "2 s"));
        for (int i = 0; i < settings.length; i += 2) {
            configuration = configuration.with(settings[i], settings[i + 1]);
        }
        return configuration;
    }

    Storage storage() {
        return storage;
    }

    /** How a process is. */
    enum Health {
        RUNNING,
        /** Everything waits. */
        PAUSED,
        /** Nothing happens any more. */
        DEAD
    }

    CoreRuntime runtime(int process, Supplier<Health> health) {
        int[] count = {0};
        Loop loop = new Loop(health);
        return new CoreRuntime(
                time,
                loop,
                loop,
                name -> loop,
                network.of("host" + process),
                () -> Instant.EPOCH.plusNanos(time.nanoTime()),
                () -> "p" + process + "-" + ++count[0] + "-" + random.nextInt(1 << 30));
    }

    /** As by kill -9: its connections break, its session goes on until it times out, and it does nothing more. */
    void kill(Member process) {
        process.client.link().cut();
        network.kill(process.host());
    }

    /** Lets time pass until this holds; fails after ten virtual minutes. */
    void await(String what, BooleanSupplier condition) {
        long end = time.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (time.nanoTime() > end || !time.step()) {
                throw new AssertionError("never: " + what);
            }
        }
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    /** The value of a stage, after as much time as it takes. */
    <T> T of(CompletionStage<T> stage) {
        await("an answer", () -> stage.toCompletableFuture().isDone());
        try {
            return stage.toCompletableFuture().join();
        } catch (java.util.concurrent.CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The error of a stage, after as much time as it takes. */
    Throwable failureOf(CompletionStage<?> stage) {
        try {
            Object value = of(stage);
            throw new AssertionError("it did not fail: " + value);
        } catch (RuntimeException e) {
            return e;
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private final class Loop implements EventLoop {
        private final Supplier<Health> health;

        Loop(Supplier<Health> health) {
            this.health = health;
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            return time.schedule(delay, () -> run(task))::close;
        }

        @Override
        public void execute(Runnable task) {
            time.execute(() -> run(task));
        }

        private void run(Runnable task) {
            switch (health.get()) {
                case RUNNING -> task.run();
                case PAUSED -> time.schedule(Duration.ofMillis(1), () -> run(task));
                case DEAD -> {}
            }
        }
    }
}
