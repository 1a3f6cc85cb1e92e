package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.PastTerm;
import io.haservices.core.election.SessionElection;
import io.haservices.core.records.Layout;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who led when, and why that ended; in virtual time, with a session timeout of ten seconds. */
class HistoryTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @SuppressWarnings("NullAway.Init")
    private World world;

    @BeforeEach
    void newWorld() {
        world = new World(1);
    }

    @Test
    void aTermThatGoesOnHasNoEndYet() {
        Member first = world.process().lead();
        world.pass(SECOND);

        PastTerm only = last();
        assertThat(history()).hasSize(1);
        assertThat(only.epoch()).isEqualTo(first.leadership().epoch());
        assertThat(only.leaderId()).isEqualTo(first.election.contenderId());
        assertThat(only.ended()).isEmpty();
        assertThat(only.reason()).isEmpty();
    }

    @Test
    void anOrderlyEndIsNotedWithItsReasonAndRemark() {
        Member first = world.process().lead();
        world.pass(SECOND);
        first.leadership().remark("because I can");
        first.leadership().resign();
        world.pass(SECOND);
        assertThat(history().get(0).reason()).isEqualTo("RESIGNED");
        assertThat(history().get(0).detail()).isEqualTo("because I can");

        world.await("leading again", first::leads);
        world.pass(SECOND);
        ((SessionElection) first.election).beginClose();
        world.pass(SECOND);
        assertThat(last().reason()).isEqualTo("CLOSED");
        assertThat(last().ended()).hasValueSatisfying(end -> assertThat(end).isAfter(last().began()));
    }

    @Test
    void aTermThatEndsBeforeItsBeginningIsWrittenIsNotedAllTheSame() {
        Member first = world.process().lead();
        long epoch = first.leadership().epoch();
        world.pass(SECOND);
        first.leadership().resign();
        world.await("leading again", () -> first.leads() && first.leadership().epoch() > epoch);
        long shortest = first.leadership().epoch();
        first.leadership().remark("at once");
        first.leadership().resign();
        world.pass(SECOND.multipliedBy(3));

        assertThat(history()).extracting(PastTerm::epoch).isSorted().contains(shortest);
        PastTerm term = history().stream()
                .filter(one -> one.epoch() == shortest)
                .findFirst()
                .orElseThrow();
        assertThat(term.reason()).isEqualTo("RESIGNED");
        assertThat(term.detail()).isEqualTo("at once");
    }

    @Test
    void whoClosesAtOnceHasSaidSoBeforeItIsClosed() {
        Member first = world.process().lead();
        long epoch = first.leadership().epoch();
        world.pass(SECOND);
        first.leadership().resign();
        world.await("leading again", () -> first.leads() && first.leadership().epoch() > epoch);
        long shortest = first.leadership().epoch();
        SessionElection closing = (SessionElection) first.election;
        closing.beginClose();
        world.await("closed", () -> closing.whenFinished().toCompletableFuture().isDone());

        assertThat(last().epoch()).isEqualTo(shortest);
        assertThat(last().reason()).isEqualTo("CLOSED");
    }

    @Test
    void aDeadlineThatAGuardSawFirstIsNotedAsThat() {
        Member first = world.process().lead();
        long epoch = first.leadership().epoch();
        world.pass(SECOND);
        first.leadership().deadlinePassed();
        ((SessionElection) first.election).beginClose();
        world.pass(SECOND);

        assertThat(last().epoch()).isEqualTo(epoch);
        assertThat(last().reason()).isEqualTo("DEADLINE");
    }

    @Test
    void oneWhoVanishesHasExpired() {
        Member first = world.process().lead();
        Member second = world.process().start();
        world.pass(SECOND);
        first.crash();
        world.await("a successor", second::leads);
        world.pass(SECOND);

        assertThat(history()).hasSize(2);
        assertThat(history().get(0).reason()).isEqualTo("EXPIRED");
        assertThat(history().get(0).ended()).contains(last().began());
    }

    @Test
    void oneWhoWasTakenForDeadIsNotedWithTheEvidence() {
        String[] liveness = {
            "high-availability.liveness.policy", "refused", "high-availability.liveness.advertised-address", "host1"
        };
        Member first = world.process(liveness).lead();
        liveness[3] = "host2";
        Member second = world.process(liveness).start();
        world.pass(SECOND);
        world.kill(first);
        world.await("a successor", second::leads);
        world.pass(SECOND);

        assertThat(history().get(0).reason()).isEqualTo("DEPOSED");
        assertThat(history().get(0).detail()).isEqualTo("its connection broke and its port refuses");
    }

    @Test
    void aPauseThatLetTheDeadlinePassIsNoted() {
        Member first = world.process().lead();
        world.pass(SECOND);
        // The client stands still as well: no heartbeat is sent until it goes on.
        first.health = World.Health.PAUSED;
        first.client.link().cut();
        world.pass(World.SESSION.minus(Duration.ofMillis(100)));
        first.health = World.Health.RUNNING;
        world.pass(Duration.ofMillis(2));
        first.client.link().heal();
        world.pass(SECOND.multipliedBy(20));

        assertThat(first.revoked).hasSize(1);
        assertThat(history().get(0).reason()).isEqualTo("DEADLINE");
        assertThat(history().get(0).detail()).startsWith("after a pause of ").endsWith(" ms");
        assertThat(first.services.describe()).containsEntry("pauses", "1");
    }

    @Test
    void onlySoManyTermsAreKept() {
        Member first = world.process("high-availability.history.terms", "3").lead();
        for (int term = 0; term < 5; term++) {
            world.await("leading", first::leads);
            world.pass(SECOND);
            first.leadership().resign();
            world.pass(SECOND);
        }
        world.pass(SECOND.multipliedBy(3));

        assertThat(history()).hasSize(3).extracting(PastTerm::epoch).isSorted();
        assertThat(last().epoch()).isEqualTo(first.leadership().epoch());
    }

    @Test
    void nothingIsKeptWhereThatIsWanted() {
        world.process("high-availability.history.terms", "0").lead();
        world.pass(SECOND);
        assertThat(history()).isEmpty();
    }

    @Test
    void aHistoryThatCannotBeReadHindersNobody() {
        Member first = world.process().lead();
        world.pass(SECOND);
        Key key = Layout.of("cluster", "main").history();
        long version = world.of(first.client.get(key)).map(Entry::version).orElseThrow();
        world.of(first.client.commit(
                key.scope(), List.of(), List.of(new Operation.Replace(key, version, Bytes.utf8("nonsense")))));
        first.leadership().resign();
        world.pass(SECOND.multipliedBy(3));
        assertThat(first.granted).hasSize(2);
        assertThat(first.leads()).isTrue();
    }

    private List<PastTerm> history() {
        return world.of(world.processes.get(world.processes.size() - 1).services.historyAsync("main"));
    }

    private PastTerm last() {
        return Optional.of(history()).map(all -> all.get(all.size() - 1)).orElseThrow();
    }
}
