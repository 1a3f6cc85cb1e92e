package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.EndReason;
import io.haservices.PastTerm;
import io.haservices.Steering;
import io.haservices.SteeringStatus;
import io.haservices.Succession;
import io.haservices.core.election.SessionElection;
import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.SteeringRefusedException;
import io.haservices.errors.UnavailableException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Leadership moved on purpose; in virtual time, with a session timeout of ten seconds. */
class SteeringTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init")
    private World world;

    @SuppressWarnings("NullAway.Init")
    private Member operator;

    @BeforeEach
    void newWorld() {
        world = new World(1);
        operator = world.process();
    }

    // ---- pausing ----

    @Test
    void whilePausedNobodyFollowsButTheCandidateThatLedLast() {
        Member first = candidate("a").lead();
        Member second = candidate("b").start();
        world.pass(SECOND);
        world.of(steering().pauseAsync("upgrade of the switches", Optional.empty()));
        first.crash();
        world.pass(Duration.ofMinutes(2));
        assertThat(second.leads()).isFalse();

        Member again = candidate("a").start();
        world.await("the same candidate leads again", again::leads);
        assertThat(second.granted).isEmpty();
        assertThat(status().pause()).hasValueSatisfying(pause -> {
            assertThat(pause.reason()).isEqualTo("upgrade of the switches");
            assertThat(pause.limit()).isEmpty();
            assertThat(pause.candidateId()).isEqualTo("a");
        });
    }

    @Test
    void aLeaderWhoseSessionExpiresWhilePausedLeadsAgainItself() {
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(SECOND);
        world.of(steering().pauseAsync("test", Optional.empty()));
        world.service.expire(first.client.session().id());
        world.await("a second term", () -> first.granted.size() == 2);
        assertThat(second.granted).isEmpty();
    }

    @Test
    void nobodyTakesOverOnEvidenceWhilePausedAndAtOnceAfterThat() {
        Member first = world.process(liveness(2)).lead();
        Member second = world.process(liveness(3)).start();
        world.pass(SECOND);
        world.of(steering().pauseAsync("test", Optional.empty()));
        world.kill(first);
        world.pass(Duration.ofSeconds(5));
        assertThat(second.granted).isEmpty();

        world.of(steering().resumeAsync());
        world.pass(Duration.ofMillis(500));
        assertThat(second.leads()).isTrue();
    }

    @Test
    void resumingLetsThoseWhoWaitWin() {
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(SECOND);
        world.of(steering().pauseAsync("test", Optional.empty()));
        ((SessionElection) first.election).beginClose();
        world.pass(Duration.ofMinutes(1));
        assertThat(second.granted).isEmpty();
        world.of(steering().resumeAsync());
        world.pass(SECOND);
        assertThat(second.leads()).isTrue();
        assertThat(status()).isEqualTo(SteeringStatus.NONE);
    }

    @Test
    void aPauseWithALimitEndsThatLongAfterItWasSeen() {
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(SECOND);
        world.of(steering().pauseAsync("test", Optional.of(Duration.ofMinutes(1))));
        ((SessionElection) first.election).beginClose();
        world.pass(Duration.ofSeconds(59));
        assertThat(second.granted).isEmpty();
        assertThat(status().pause()).isPresent();
        world.pass(Duration.ofSeconds(2));
        assertThat(second.leads()).isTrue();
        assertThat(status().pause()).isEmpty();
    }

    @Test
    void aPauseOutlivesEverybodyAndItsLimitIsCountedAnewByWhoSeesItNext() {
        Member first = candidate("a").lead();
        world.pass(SECOND);
        world.of(steering().pauseAsync("test", Optional.of(Duration.ofMinutes(1))));
        first.crash();
        world.pass(Duration.ofMinutes(5));
        assertThat(status().pause()).isPresent();

        Member second = candidate("b").start();
        world.pass(Duration.ofSeconds(59));
        assertThat(second.granted).isEmpty();
        world.pass(Duration.ofSeconds(2));
        assertThat(second.leads()).isTrue();
    }

    @Test
    void whatCannotBePausedOrResumedIsSaid() {
        assertRefused(steering().pauseAsync("test", Optional.empty()), "nobody has ever led");
        assertRefused(steering().resumeAsync(), "nobody has ever led");
        world.process().lead();
        assertRefused(steering().resumeAsync(), "it is not paused");
        world.of(steering().pauseAsync("the first", Optional.empty()));
        assertRefused(steering().pauseAsync("the second", Optional.empty()), "paused already", "the first");
        assertRefused(steering().resignAsync(PATIENCE), "it is paused (the first)");
        assertRefused(steering().transferAsync(Optional.empty(), PATIENCE), "it is paused (the first)");
    }

    // ---- resigning ----

    @Test
    void aLeaderThatIsAskedToResignsAndTheOtherFollows() {
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(SECOND);
        long epoch = first.leadership().epoch();
        Succession resigned = world.of(steering().resignAsync(PATIENCE));

        assertThat(resigned).isEqualTo(new Succession(first.election.contenderId(), epoch));
        assertThat(first.leadership().ended()).contains(EndReason.RESIGNED);
        world.await("the other one leads", second::leads);
        world.pass(SECOND);
        assertThat(history().get(0).reason()).isEqualTo("RESIGNED");
        assertThat(second.revoked).as("asked once").isEmpty();
    }

    @Test
    void aLeaderThatIsAloneResignsAndLeadsAgain() {
        Member only = world.process().lead();
        world.of(steering().resignAsync(PATIENCE));
        world.await("a second term", () -> only.granted.size() == 2);
        world.pass(Duration.ofMinutes(1));
        assertThat(only.granted).hasSize(2);
    }

    @Test
    void whereNobodyLeadsNobodyCanBeAsked() {
        Member first = world.process().lead();
        ((SessionElection) first.election).beginClose();
        world.pass(SECOND);
        assertRefused(steering().resignAsync(PATIENCE), "nobody leads");
        assertRefused(steering().transferAsync(Optional.empty(), PATIENCE), "nobody leads");
    }

    @Test
    void aRequestThatNobodyAnswersIsWithdrawn() {
        Member first = world.process().lead();
        world.pass(SECOND);
        first.health = World.Health.PAUSED;
        assertThat(world.failureOf(steering().resignAsync(Duration.ofSeconds(2))))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("withdrawn");
        first.health = World.Health.RUNNING;
        world.pass(Duration.ofSeconds(20));
        assertThat(first.revoked).isEmpty();
    }

    @Test
    void whoIsCutOffAfterAskingIsNotToldThatNothingWasDone() {
        world.process().lead();
        Member second = world.process().start();
        world.pass(SECOND);
        world.service.latency(() -> Duration.ofMillis(10));
        CompletionStage<Succession> answer = steering().transferAsync(Optional.empty(), Duration.ofSeconds(2));
        // The request has landed, and its fate is being read.
        world.pass(Duration.ofMillis(85));
        operator.client.link().cut();
        assertThat(world.failureOf(answer)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(second.leads()).isTrue();
    }

    // ---- transferring ----

    @Test
    void leadershipGoesToWhoWasNamedAndTakesNoLongerThanAnyOrderlyEnd() {
        Duration oneWay = Duration.ofMillis(10);
        world.service.latency(() -> oneWay);
        Member first = candidate("a").lead();
        List<Member> others = List.of(
                candidate("b").start(), candidate("c").start(), candidate("d").start());
        world.pass(SECOND);
        long[] times = new long[2];
        first.onRevoke = leadership -> times[0] = world.time.nanoTime();
        others.get(1).onGrant = leadership -> times[1] = world.time.nanoTime();
        Succession done = world.of(steering().transferAsync(Optional.of("c"), PATIENCE));

        assertThat(done.leaderId()).isEqualTo(others.get(1).election.contenderId());
        assertThat(others.get(1).leads()).isTrue();
        assertThat(done.epoch()).isEqualTo(others.get(1).leadership().epoch());
        // The release to the servers, its notification to the successor, and the bid there and back: as without a
        // transfer.
        assertThat(Duration.ofNanos(times[1] - times[0])).isEqualTo(oneWay.multipliedBy(4));
        assertThat(first.leadership().ended()).contains(EndReason.TRANSFERRED);
        world.pass(SECOND);
        assertThat(history().get(0).reason()).isEqualTo("TRANSFERRED");
        assertThat(status().reservedFor()).isEmpty();
        world.pass(Duration.ofMinutes(1));
        assertThat(others.get(1).revoked).isEmpty();
        assertThat(first.granted).hasSize(1);
    }

    @Test
    void whoIsNotNamedIsChosenByPriority() {
        world.process("high-availability.preemption", "false").lead();
        Member low = priority(1).start();
        Member high = priority(5).start();
        world.pass(SECOND);
        world.of(steering().transferAsync(Optional.empty(), PATIENCE));
        assertThat(high.leads()).isTrue();
        assertThat(low.granted).isEmpty();
    }

    @Test
    void aContenderIsNamedByItsIdAsWell() {
        world.process().lead();
        Member second = world.process().start();
        world.process().start();
        world.pass(SECOND);
        world.of(steering().transferAsync(Optional.of(second.election.contenderId()), PATIENCE));
        assertThat(second.leads()).isTrue();
    }

    @Test
    void aTransferThatCannotBeDoneIsRefusedWithTheReason() {
        Member first = candidate("a").lead();
        world.pass(SECOND);
        assertRefused(steering().transferAsync(Optional.empty(), PATIENCE), "nobody else stands by");
        assertRefused(steering().transferAsync(Optional.of("x"), PATIENCE), "no candidate 'x' stands by; nobody does");
        assertRefused(steering().transferAsync(Optional.of("a"), PATIENCE), "'a' leads already");
        candidate("b").start();
        candidate("b").start();
        world.pass(SECOND);
        assertRefused(
                steering().transferAsync(Optional.of("x"), PATIENCE), "no candidate 'x' stands by; there are b, b");
        assertRefused(steering().transferAsync(Optional.of("b"), PATIENCE), "2 candidates are called 'b'");
        world.pass(Duration.ofMinutes(1));
        assertThat(first.revoked).isEmpty();
    }

    @Test
    void aSuccessorThatDoesNotAnswerCostsNothing() {
        Member first = candidate("a").lead();
        Member second = candidate("b").start();
        world.pass(SECOND);
        second.health = World.Health.PAUSED;
        assertRefused(
                steering().transferAsync(Optional.of("b"), PATIENCE), "did not answer within 5 s; the leader goes on");
        assertThat(first.revoked).isEmpty();
        assertThat(status().reservedFor()).isEmpty();
    }

    /** Whenever the successor dies, somebody leads again soon after its session would have ended at the latest. */
    @ParameterizedTest
    @MethodSource("steps")
    void aSuccessorThatDiesAtAnyStepBlocksNobody(int millis) {
        Duration oneWay = Duration.ofMillis(10);
        world.service.latency(() -> oneWay);
        Member first = candidate("a").lead();
        Member second = candidate("b").start();
        Member third = candidate("c").start();
        world.pass(SECOND);
        CompletionStage<Succession> transfer = steering().transferAsync(Optional.of("b"), PATIENCE);
        world.pass(Duration.ofMillis(millis));
        second.health = World.Health.DEAD;
        second.client.link().cut();

        world.pass(World.SESSION.plus(Duration.ofSeconds(5)));
        assertThat(Stream.of(first, third).filter(Member::leads))
                .as("after %s ms", millis)
                .hasSize(1);
        assertThat(status().reservedFor()).isEmpty();
        world.await("an answer", () -> transfer.toCompletableFuture().isDone());
    }

    /** The same of the leader: whenever it dies, the successor leads or somebody else does. */
    @ParameterizedTest
    @MethodSource("steps")
    void aLeaderThatDiesAtAnyStepOfATransferBlocksNobody(int millis) {
        Duration oneWay = Duration.ofMillis(10);
        world.service.latency(() -> oneWay);
        Member first = candidate("a").lead();
        Member second = candidate("b").start();
        Member third = candidate("c").start();
        world.pass(SECOND);
        CompletionStage<Succession> transfer = steering().transferAsync(Optional.of("b"), PATIENCE);
        world.pass(Duration.ofMillis(millis));
        first.health = World.Health.DEAD;
        first.client.link().cut();

        world.pass(World.SESSION.plus(Duration.ofSeconds(5)));
        assertThat(Stream.of(second, third).filter(Member::leads))
                .as("after %s ms", millis)
                .hasSize(1);
        assertThat(status().reservedFor()).isEmpty();
        world.await("an answer", () -> transfer.toCompletableFuture().isDone());
    }

    @Test
    void aSuccessorThatAcceptsAndThenHangsIsGivenUpAfterASessionTimeout() {
        Member first = candidate("a").lead();
        Member second = candidate("b").start();
        world.pass(SECOND);
        first.onRevoke = leadership -> second.health = World.Health.PAUSED;
        steering().transferAsync(Optional.of("b"), PATIENCE);
        world.pass(World.SESSION.multipliedBy(2).plusSeconds(2));
        assertThat(first.leads()).isTrue();
        second.health = World.Health.RUNNING;
        world.pass(Duration.ofMinutes(1));
        assertThat(first.leads()).isTrue();
        assertThat(second.granted).isEmpty();
    }

    @Test
    void aSuccessorThatClosesBlocksNobody() {
        Member first = candidate("a").lead();
        Member second = candidate("b").start();
        world.pass(SECOND);
        first.onRevoke = leadership -> ((SessionElection) second.election).beginClose();
        steering().transferAsync(Optional.of("b"), PATIENCE);
        world.pass(Duration.ofSeconds(3));
        assertThat(first.leads()).isTrue();
    }

    // ---- priorities ----

    @Test
    void aCandidateOfHigherPriorityTakesOverInAnOrderlyWayOnceItHasStoodByForAWhile() {
        Member low = priority(0).lead();
        world.pass(Duration.ofSeconds(10));
        Member high = priority(10).start();
        world.pass(Duration.ofSeconds(2));
        assertThat(high.granted).isEmpty();
        world.pass(Duration.ofSeconds(2));
        assertThat(high.leads()).isTrue();
        assertThat(low.leadership().ended()).contains(EndReason.PREEMPTED);
        world.pass(Duration.ofMinutes(1));
        assertThat(high.revoked).isEmpty();
        assertThat(history().get(0).reason()).isEqualTo("PREEMPTED");
        assertThat(world.of(operator.services.statusAsync("main")).candidates())
                .extracting(io.haservices.Candidate::priority)
                .containsExactlyInAnyOrder(0, 10);
    }

    @Test
    void aPreferredCandidateThatNeverAnswersBlocksNothing() {
        priority(0, "high-availability.candidate-id", "low").lead();
        Member third = priority(0, "high-availability.candidate-id", "third").start();
        world.pass(Duration.ofSeconds(10));
        Member high = priority(10).start();
        world.pass(Duration.ofSeconds(2));
        high.health = World.Health.PAUSED;
        world.pass(Duration.ofSeconds(30));
        world.kill(high);
        world.pass(World.SESSION.plusSeconds(10));
        assertThat(status().reservedFor()).isEmpty();
        world.of(steering().transferAsync(Optional.of("third"), PATIENCE));
        assertThat(third.leads()).isTrue();
    }

    @Test
    void equalPrioritiesAndPreemptionSwitchedOffChangeNothing() {
        Member leader = priority(3, "high-availability.preemption", "false").lead();
        priority(3).start();
        priority(10).start();
        world.pass(Duration.ofMinutes(1));
        assertThat(leader.revoked).isEmpty();
        assertThat(leader.granted).hasSize(1);
    }

    @Test
    void afterATransferPrioritiesDoNotCountUntilThatTermEnds() {
        Member high = priority(10, "high-availability.candidate-id", "high").lead();
        Member low = priority(0, "high-availability.candidate-id", "low").start();
        world.pass(SECOND);
        world.of(steering().transferAsync(Optional.of("low"), PATIENCE));
        assertThat(status().preemptionSuspended()).isTrue();
        world.pass(Duration.ofMinutes(10));
        assertThat(low.leads()).isTrue();
        assertThat(high.granted).hasSize(1);

        low.leadership().resign();
        world.await("the other one leads", high::leads);
        assertThat(status().preemptionSuspended()).isFalse();
    }

    @Test
    void prioritiesDoNotCountWhilePaused() {
        Member low = priority(0).lead();
        world.of(steering().pauseAsync("test", Optional.empty()));
        Member high = priority(10).start();
        world.pass(Duration.ofMinutes(1));
        assertThat(low.leads()).isTrue();
        world.of(steering().resumeAsync());
        world.await("the better one leads", high::leads);
    }

    @Test
    void oneThatKeepsFailingIsHandedOverToEverMoreSeldom() {
        Member low = priority(0).lead();
        Member bad = priority(10);
        bad.onGrant = leadership -> {
            throw new IllegalStateException("it cannot recover");
        };
        bad.start();
        world.pass(Duration.ofMinutes(10));
        assertThat(bad.granted).hasSizeBetween(3, 8);
        assertThat(low.leads()).isTrue();
    }

    // ---- answers that are lost ----

    @Test
    void aRecordOfAnOlderVersionSteersNothing() {
        io.haservices.spi.coordination.Key key = Layout.of("cluster", "main").control();
        ControlRecord old = Records.decode(
                new io.haservices.spi.coordination.Entry(
                        key,
                        io.haservices.values.Bytes.utf8("{\"format\":1,\"removed\":false}"),
                        1,
                        1,
                        Optional.empty()),
                ControlRecord.class);
        assertThat(old).isEqualTo(ControlRecord.NONE);
    }

    /** Milliseconds after a transfer was asked for; it takes some 250, for every message takes 10. */
    static IntStream steps() {
        return IntStream.rangeClosed(0, 75).map(step -> step * 4);
    }

    private Member candidate(String id) {
        return world.process("high-availability.candidate-id", id);
    }

    private Member priority(int priority, String... more) {
        return world.process(Stream.concat(Stream.of("high-availability.priority", "" + priority), Arrays.stream(more))
                .toArray(String[]::new));
    }

    private static String[] liveness(int number) {
        return new String[] {
            "high-availability.liveness.policy",
            "refused",
            "high-availability.liveness.advertised-address",
            "host" + number
        };
    }

    private Steering steering() {
        return operator.services.steering("main");
    }

    private SteeringStatus status() {
        return world.of(operator.services.statusAsync("main")).steering();
    }

    private List<PastTerm> history() {
        return world.of(operator.services.historyAsync("main"));
    }

    private void assertRefused(CompletionStage<?> stage, String... words) {
        assertThat(world.failureOf(stage))
                .isInstanceOf(SteeringRefusedException.class)
                .hasMessageContaining("election 'main'")
                .hasMessageContainingAll(words);
    }
}
