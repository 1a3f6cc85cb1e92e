package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.LeaderRetrieval;
import io.haservices.Leadership;
import io.haservices.config.Configuration;
import io.haservices.core.election.SessionElection;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.wiring.JvmRuntime;
import io.haservices.testkit.memory.InMemoryBlobs;
import io.haservices.testkit.memory.InMemoryCoordinationService;
import io.haservices.testkit.memory.InMemoryStorage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made, started or closed while the services are closed. */
@Timeout(300)
class CloseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JvmRuntime threads = new JvmRuntime("closing");
    private final InMemoryCoordinationService service =
            InMemoryCoordinationService.start("closing", Duration.ofSeconds(30));
    private final AtomicInteger opened = new AtomicInteger();
    private Consumer<String> whileMaking = name -> {};
    private final CoreServices services = new CoreServices(
            Configuration.of(Map.of()),
            "cluster",
            service.open("cluster", PATIENCE),
            () -> {
                opened.incrementAndGet();
                return service.open("cluster", PATIENCE);
            },
            new InMemoryStorage(URI.create("memory:closing"), new InMemoryBlobs()),
            runtime(),
            threads::close);

    @AfterEach
    void end() {
        services.close();
        service.close();
    }

    /** Each election and retrieval asks for an executor while it is made. */
    private CoreRuntime runtime() {
        CoreRuntime real = threads.core();
        return new CoreRuntime(
                real.clock(),
                real.loop(),
                real.io(),
                name -> {
                    whileMaking.accept(name);
                    return real.callbacks().apply(name);
                },
                real.network(),
                real.wallClock(),
                real.ids());
    }

    /** Another thread closes; goes on when it is done, or waits for us. */
    private CompletableFuture<Void> closeMeanwhile() {
        AtomicReference<Thread> closer = new AtomicReference<>();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            closer.set(Thread.currentThread());
            services.close();
        });
        await().atMost(PATIENCE).until(() -> closed.isDone() || isBlocked(closer.get()));
        return closed;
    }

    private static boolean isBlocked(@Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.BLOCKED;
    }

    @Test
    void anElectionMadeWhileTheServicesAreClosedIsClosedWithThem() {
        CompletableFuture<CompletableFuture<Void>> closed = new CompletableFuture<>();
        whileMaking = name -> {
            // An election asks for two.
            if (!closed.isDone()) {
                closed.complete(closeMeanwhile());
            }
        };
        LeaderElection election = services.leaderElection("main");
        closed.join().join();
        assertThatThrownBy(() -> election.start(new Idle()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aRetrievalMadeWhileTheServicesAreClosedIsClosedWithThem() {
        CompletableFuture<CompletableFuture<Void>> closed = new CompletableFuture<>();
        whileMaking = name -> closed.complete(closeMeanwhile());
        LeaderRetrieval retrieval = services.leaderRetrieval("main");
        closed.join().join();
        assertThatThrownBy(() -> retrieval.start(leader -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void severalWhoCloseAtOnceRevokeOnceAndLeaveNoSession() {
        Idle contender = new Idle();
        services.leaderElection("main").start(contender);
        await().atMost(PATIENCE).until(() -> contender.granted.get() == 1);
        List<CompletableFuture<Void>> closing = Stream.generate(() -> CompletableFuture.runAsync(services::close))
                .limit(4)
                .toList();
        closing.forEach(CompletableFuture::join);
        await().atMost(PATIENCE).until(() -> contender.revoked.get() == 1);
        assertThatThrownBy(() -> services.leaderElection("main")).hasMessageContaining("closed");
        assertThat(opened).hasValue(0);
    }

    @Test
    void anElectionClosedBeforeItsStartBeganLeavesNoCandidate() {
        World world = new World(1);
        Member member = world.process();
        ((SessionElection) member.election).beginClose();
        member.start();
        world.pass(Duration.ofSeconds(5));
        assertThat(world.of(member.client.list(Layout.candidates()))).isEmpty();
        assertThat(member.granted).isEmpty();
    }

    private static final class Idle implements LeaderContender {
        final AtomicInteger granted = new AtomicInteger();
        final AtomicInteger revoked = new AtomicInteger();

        @Override
        public void onGranted(Leadership leadership) {
            granted.incrementAndGet();
        }

        @Override
        public void onRevoked(Leadership leadership) {
            revoked.incrementAndGet();
        }
    }
}
