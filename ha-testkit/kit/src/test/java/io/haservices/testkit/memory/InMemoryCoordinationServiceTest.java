package io.haservices.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.Session.State;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a simulator relies on beyond the rules. */
class InMemoryCoordinationServiceTest {
    private static final Scope SCOPE = Scope.named("scope");
    private static final Key KEY = SCOPE.key("key");

    @Test
    void oneSeedGivesOneRun() {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    @Test
    void nothingHappensWhileVirtualTimeStandsStill() {
        VirtualTimeline timeline = new VirtualTimeline();
        Coordination client = service(timeline).open("cluster", Duration.ofSeconds(1));
        assertThat(client.session().state()).isEqualTo(State.CONNECTING);
        while (client.session().state() != State.ACTIVE) {
            assertThat(timeline.step()).isTrue();
        }
        assertThat(timeline.nanoTime()).isZero();
    }

    @Test
    void aCommitThatWasGivenUpMayLandLater() {
        VirtualTimeline timeline = new VirtualTimeline();
        InMemoryCoordinationService service = service(timeline);
        InMemoryCoordination client = service.open("cluster", Duration.ofSeconds(1));
        timeline.advance(Duration.ofMillis(1));
        client.link().holdRequests();
        CompletableFuture<Commit> answer = create(client);
        timeline.advance(Duration.ofSeconds(2));
        assertThat(answer.join()).isInstanceOf(Commit.Unknown.class);
        client.link().release();
        timeline.advance(Duration.ofMillis(1));
        CompletableFuture<Optional<Entry>> late = client.get(KEY).toCompletableFuture();
        timeline.advance(Duration.ofMillis(1));
        assertThat(late.join()).isPresent();
    }

    @Test
    void aCommitWhoseRequestWasLostNeverLands() {
        VirtualTimeline timeline = new VirtualTimeline();
        InMemoryCoordination client = service(timeline).open("cluster", Duration.ofSeconds(1));
        timeline.advance(Duration.ofMillis(1));
        client.link().loseNextRequest();
        CompletableFuture<Commit> answer = create(client);
        timeline.advance(Duration.ofMillis(1));
        assertThat(answer.join()).isInstanceOf(Commit.Unknown.class);
        CompletableFuture<Optional<Entry>> read = client.get(KEY).toCompletableFuture();
        timeline.advance(Duration.ofSeconds(1));
        assertThat(read.join()).isEmpty();
    }

    @Test
    void callsThatWereNeverSentAreAnsweredSoWhenTheServiceIsClosed() {
        InMemoryCoordinationService service = InMemoryCoordinationService.start();
        service.pause();
        Coordination client = service.open("cluster", Duration.ofMinutes(10));
        CompletableFuture<Commit> waiting = create(client);
        service.close();
        assertThat(waiting.join()).isInstanceOf(Commit.NotApplied.class);
        assertThatThrownBy(() -> client.get(KEY).toCompletableFuture().join())
                .hasCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void ofCallsThatWereSentNobodyKnowsWhenTheServiceIsClosed() {
        InMemoryCoordinationService service = InMemoryCoordinationService.start();
        Coordination client = service.open("cluster", Duration.ofMinutes(10));
        await().until(() -> client.session().state() == State.ACTIVE);
        service.pause();
        CompletableFuture<Commit> sent = create(client);
        service.close();
        assertThat(sent.join()).isInstanceOf(Commit.Unknown.class);
    }

    private static CompletableFuture<Commit> create(Coordination client) {
        return client.commit(SCOPE, List.of(), List.of(new Operation.Create(KEY, Bytes.utf8("value"))))
                .toCompletableFuture();
    }

    private static InMemoryCoordinationService service(VirtualTimeline timeline) {
        return InMemoryCoordinationService.on(InMemorySettings.on(timeline));
    }

    /** Two clients race for a key over a network with random delays; what both saw, with times. */
    private static List<String> run(long seed) {
        Random random = new Random(seed);
        VirtualTimeline timeline = new VirtualTimeline();
        InMemoryCoordinationService service = service(timeline);
        service.latency(() -> Duration.ofMillis(random.nextInt(50)));
        List<String> seen = new ArrayList<>();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Coordination client = service.open("cluster", Duration.ofSeconds(5));
            answers.add(create(client)
                    .thenApply(answer -> seen.add(timeline.nanoTime() + " " + name + " "
                            + answer.getClass().getSimpleName())));
        }
        timeline.advance(Duration.ofSeconds(1));
        assertThat(answers).allMatch(CompletableFuture::isDone);
        return seen;
    }
}
