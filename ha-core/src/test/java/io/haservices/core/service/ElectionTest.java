package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.EndReason;
import io.haservices.HighAvailabilityOptions;
import io.haservices.Leadership;
import io.haservices.errors.LeadershipLostException;
import io.haservices.errors.StaleEpochException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private World world;

    @BeforeEach
    void newWorld() {
        world = new World(directory, 1);
    }

    @Test
    void oneLeadsAndTheOthersStandBy() {
        List<Member> all = List.of(
                world.process().start(),
                world.process().start(),
                world.process().start());
        world.await("a leader", () -> all.stream().anyMatch(Member::leads));
        world.pass(Duration.ofSeconds(30));

        assertThat(all.stream().filter(Member::leads)).hasSize(1);
        assertThat(all.stream().mapToInt(process -> process.granted.size()).sum())
                .isEqualTo(1);
        assertThat(world.of(all.get(0).services.statusAsync("main")).candidates())
                .hasSize(3);
    }

    @Test
    void everyGrantHasANewEpochAlsoForTheSameHolder() {
        Member only = world.process().lead();
        Leadership first = only.leadership();
        first.resign();
        world.await("a second grant", () -> only.granted.size() == 2);

        assertThat(only.leadership().epoch()).isGreaterThan(first.epoch());
        assertThat(only.revoked).containsExactly(first);
        assertThat(first.ended()).contains(EndReason.RESIGNED);
    }

    @Test
    void oneWhoResignsLeavesTheOthersAChance() {
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(Duration.ofSeconds(1));
        first.leadership().resign();
        world.await("the other one leads", second::leads);
        assertThat(first.granted).hasSize(1);
    }

    @Test
    void anExpiredSessionEndsLeadershipAndAnotherRecoversTheState() {
        Member first = world.process().lead();
        world.of(first.put(first.leadership(), "a", "one"));
        Member second = world.process().start();
        world.pass(Duration.ofSeconds(1));
        world.service.expire(first.client.session().id());
        world.await("the other one leads", second::leads);
        world.await("the first was told", () -> first.revoked.size() == 1);

        assertThat(second.leadership().epoch()).isGreaterThan(first.leadership().epoch());
        assertThat(first.leadership().ended()).contains(EndReason.SESSION_LOST);
        assertThat(second.read("a")).isEqualTo("one");
    }

    @Test
    void aLeaderThatIsCutOffStepsDownBeforeAnotherTermCanBegin() {
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(Duration.ofSeconds(5));
        List<String> order = new ArrayList<>();
        first.onRevoke =
                leadership -> order.add("revoked with " + leadership.ended().orElseThrow());
        second.onGrant = leadership -> order.add("granted");
        first.client.link().cut();
        world.await("the other one leads", second::leads);

        assertThat(order).containsExactly("revoked with " + EndReason.DEADLINE, "granted");
        assertThat(first.leadership().validFor()).isZero();
    }

    @Test
    void aSuspendedConnectionEndsLeadershipAtOnceWhenItIsNotTolerated() {
        Member first = world.process(HighAvailabilityOptions.TOLERATE_SUSPENDED_CONNECTIONS.key(), "false")
                .lead();
        first.client.link().cut();
        world.await("revoked", () -> first.revoked.size() == 1);
        assertThat(first.leadership().ended()).contains(EndReason.SUSPENDED);
        first.client.link().heal();
        world.await("leading again", () -> first.granted.size() == 2);
        assertThat(first.leadership().epoch())
                .isGreaterThan(first.granted.get(0).epoch());
    }

    @Test
    void aShortSuspensionEndsNothingWhenItIsTolerated() {
        Member first = world.process().lead();
        world.pass(Duration.ofSeconds(5));
        first.client.link().cut();
        world.pass(Duration.ofSeconds(2));
        first.client.link().heal();
        world.pass(Duration.ofSeconds(60));
        assertThat(first.revoked).isEmpty();
        assertThat(first.leadership().isValid()).isTrue();
    }

    @Test
    void aLateWriteOfAnOlderTermIsRefused() {
        Member first = world.process().lead();
        Leadership old = first.leadership();
        world.of(first.put(old, "a", "one"));
        Member second = world.process().start();
        world.pass(Duration.ofSeconds(1));
        world.service.expire(first.client.session().id());
        world.await("the other one leads", second::leads);

        assertThat(world.failureOf(first.put(old, "a", "late"))).isInstanceOf(LeadershipLostException.class);
        assertThat(world.failureOf(second.services
                        .stateStore("main", "jobs", io.haservices.Fence.epoch(old.epoch()))
                        .putAsync(
                                "a",
                                io.haservices.spi.storage.BlobSource.of(World.bytes("late")),
                                io.haservices.WriteOptions.any())))
                .isInstanceOf(StaleEpochException.class)
                .hasMessageContaining("epoch " + old.epoch());
        assertThat(second.read("a")).isEqualTo("one");
    }

    @Test
    void aTermWhoseWinningAnswerWasLostIsFoundAndGrantedOnce() {
        Member first = world.process();
        world.await("a session", () -> !first.client.session().id().isEmpty());
        first.start();
        world.pass(Duration.ofMillis(10));
        for (int i = 0; i < 5 && !first.leads(); i++) {
            first.client.link().loseNextAnswer();
            world.pass(Duration.ofSeconds(5));
        }
        world.await("leading", first::leads);
        world.pass(Duration.ofSeconds(30));
        assertThat(first.granted).hasSize(1);
        assertThat(first.revoked).isEmpty();
    }

    @Test
    void theSuccessorBeginsOnlyAfterTheContenderReturnedFromItsRevocation() {
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(Duration.ofSeconds(1));
        List<String> order = new ArrayList<>();
        first.onRevoke = leadership -> {
            assertThat(second.granted).isEmpty();
            order.add("revoked");
        };
        second.onGrant = leadership -> order.add("granted");
        ((io.haservices.core.election.SessionElection) first.election).beginClose();
        world.await("the other one leads", second::leads);
        assertThat(order).containsExactly("revoked", "granted");
        assertThat(first.leadership().ended()).contains(EndReason.CLOSED);
    }

    @Test
    void anOrderlyHandOverNeedsNoRead() {
        Duration oneWay = Duration.ofMillis(10);
        world.service.latency(() -> oneWay);
        Member first = world.process().lead();
        Member second = world.process().start();
        for (int i = 0; i < 3; i++) {
            world.pass(Duration.ofSeconds(1));
            long start = world.time.nanoTime();
            ((io.haservices.core.election.SessionElection) first.election).beginClose();
            world.await("the other one leads", second::leads);
            // The release to the servers, its notification to the standby, and the bid there and back.
            assertThat(Duration.ofNanos(world.time.nanoTime() - start)).isEqualTo(oneWay.multipliedBy(4));
            first = second;
            second = world.process().start();
        }
    }

    @Test
    void aHandOverThatWasExpectedOtherwiseIsDoneAfterALook() {
        world.service.latency(() -> Duration.ofMillis(10));
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(Duration.ofSeconds(1));
        // Its entry gets another version, of which nobody has told it yet when it closes.
        first.leadership().publishAsync(Map.of("main", "somewhere"));
        ((io.haservices.core.election.SessionElection) first.election).beginClose();
        world.await("the other one leads", second::leads);
        assertThat(first.revoked).hasSize(1);
        assertThat(second.granted).hasSize(1);
    }

    @Test
    void closingWhileABidIsUnderWayLeavesNoLeaderEntryBehind() {
        Member first = world.process().start();
        world.await("a bid", () -> world.of(first.services.statusAsync("main")).epoch() > 0);
        ((io.haservices.core.election.SessionElection) first.election).beginClose();
        Member second = world.process().lead();
        assertThat(second.granted).hasSize(1);
    }

    @Test
    void aContenderWhoseGrantFailsGivesUpAndTriesAgain() {
        Member first = world.process();
        first.onGrant = leadership -> {
            if (first.granted.size() == 1) {
                throw new IllegalStateException("recovery failed");
            }
        };
        first.start();
        world.await("a second grant", () -> first.granted.size() == 2);
        assertThat(first.granted.get(0).ended()).contains(EndReason.GRANT_FAILED);
        assertThat(first.revoked).hasSize(1);
    }

    @Test
    void epochsGoOnAboveThoseOfBlobsWhenTheServiceWasWiped() {
        Member first = world.process().lead();
        for (int i = 0; i < 3; i++) {
            int grants = first.granted.size();
            first.leadership().resign();
            world.await("a next term", () -> first.granted.size() > grants);
        }
        world.of(first.put(first.leadership(), "a", "one"));
        long highest = first.leadership().epoch();
        world.service = world.newService("two");
        Member after = world.process().lead();
        assertThat(after.leadership().epoch()).isGreaterThan(highest);
    }

    @Test
    void aFollowerLearnsTheLeaderAndItsAddressesInOrder() {
        Member first = world.process().lead();
        Member client = world.process();
        List<String> told = new ArrayList<>();
        client.services
                .leaderRetrieval("main")
                .start(leader -> told.add(leader.map(info ->
                                info.epoch() + (info.ready() ? info.address().orElse("-") : " not ready"))
                        .orElse("none")));
        world.pass(Duration.ofSeconds(1));
        world.of(first.leadership().publishAsync(java.util.Map.of(Leadership.DEFAULT_COMPONENT, "host:1")));
        world.pass(Duration.ofSeconds(1));
        ((io.haservices.core.election.SessionElection) first.election).beginClose();
        world.pass(Duration.ofSeconds(1));
        assertThat(told).containsExactly("1 not ready", "1host:1", "none");
    }

    @Test
    void aFollowerGoesOnThroughANewSession() {
        Member first = world.process().lead();
        Member client = world.process();
        List<String> told = new ArrayList<>();
        client.services
                .leaderRetrieval("main")
                .start(leader -> told.add(leader.map(info -> info.epoch() + "").orElse("none")));
        world.pass(Duration.ofSeconds(1));
        world.service.expire(client.client.session().id());
        world.pass(Duration.ofSeconds(1));
        first.leadership().resign();
        world.await("the next term", () -> told.contains("2"));
        assertThat(told).containsSubsequence("1", "2");
    }

    @Test
    void theNextLeaderReadsWhatAClosedOneWrote() {
        Member first = world.process().lead();
        world.of(first.put(first.leadership(), "a", "kept"));
        ((io.haservices.core.election.SessionElection) first.election).beginClose();
        Member second = world.process().lead();
        assertThat(second.read("a")).isEqualTo("kept");
    }
}
