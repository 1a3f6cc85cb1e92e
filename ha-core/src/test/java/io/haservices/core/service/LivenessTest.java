package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.EndReason;
import io.haservices.Leadership;
import io.haservices.core.election.SessionElection;
import io.haservices.core.runtime.Line;
import io.haservices.core.runtime.LineListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evidence of death, in virtual time; the session timeout is ten seconds. */
class LivenessTest {
    private static final String POLICY = "high-availability.liveness.policy";
    private static final String ADDRESS = "high-availability.liveness.advertised-address";
    private static final Duration MOMENT = Duration.ofMillis(500);

    @SuppressWarnings("NullAway.Init")
    private World world;

    @BeforeEach
    void newWorld() {
        world = new World(1);
    }

    @Test
    void aDeadLeaderIsReplacedLongBeforeItsSessionEnds() {
        Member first = process().lead();
        Member second = process().start();
        world.pass(Duration.ofSeconds(1));
        world.kill(first);
        world.pass(MOMENT);

        assertThat(second.leads()).isTrue();
        assertThat(second.leadership().epoch()).isGreaterThan(first.leadership().epoch());
        assertThat(world.service.sessions())
                .as("the session of the dead")
                .contains(first.client.session().id());
        world.pass(World.SESSION.multipliedBy(3));
        assertThat(second.granted).as("terms").hasSize(1);
        assertThat(second.revoked).isEmpty();
    }

    @Test
    void onlyOneOfManyTakesOver() {
        Member first = process().lead();
        Member second = process().start();
        Member third = process().start();
        world.pass(Duration.ofSeconds(1));
        world.kill(first);
        world.pass(MOMENT);
        assertThat(second.granted.size() + third.granted.size()).isEqualTo(1);

        Member next = second.leads() ? second : third;
        Member last = second.leads() ? third : second;
        world.kill(next);
        world.pass(MOMENT);
        assertThat(last.leads()).isTrue();
    }

    @Test
    void withoutEvidenceTheSessionTimeoutDecides() {
        Member first = process(POLICY, "off").lead();
        Member second = process(POLICY, "off").start();
        assertWaitsForTheSession(first, second, () -> world.kill(first));
    }

    @Test
    void oneWhoDoesNotFollowWaitsForTheSession() {
        Member first = process().lead();
        Member second = process(POLICY, "off").start();
        assertWaitsForTheSession(first, second, () -> world.kill(first));
    }

    @Test
    void aStoppedLeaderIsNotDeposed() {
        Member first = process().lead();
        Member second = process().start();
        assertWaitsForTheSession(first, second, () -> {
            world.network.stop(first.host());
            first.client.link().cut();
        });
    }

    @Test
    void aHostThatIsCutOffIsNotDeposed() {
        Member first = process().lead();
        Member second = process().start();
        assertWaitsForTheSession(first, second, () -> {
            world.network.cutOff(first.host());
            first.client.link().cut();
        });
    }

    @Test
    void silenceCountsWhereThatIsAskedFor() {
        Member first = process().lead();
        Member second = process(POLICY, "unreachable", "high-availability.liveness.unreachable-after", "2 s")
                .start();
        world.pass(Duration.ofSeconds(5));
        assertThat(first.leads()).isTrue();
        world.network.stop(first.host());
        world.pass(Duration.ofSeconds(1));
        assertThat(second.leads()).isFalse();
        world.pass(Duration.ofSeconds(2));
        assertThat(second.leads()).isTrue();
    }

    @Test
    void anotherProcessAtThePortIsEvidence() {
        Member first = process("high-availability.liveness.port", "7000").lead();
        Member second = process().start();
        world.pass(Duration.ofSeconds(1));
        world.kill(first);
        Member restarted = new Member(world, 1, first.configuration);
        restarted.start();
        world.pass(MOMENT);
        assertThat(second.leads() || restarted.leads()).isTrue();
    }

    @Test
    void wrongEvidenceCostsOneHandOverAndDoesNotCountForAWhile() {
        Member first = process().lead();
        Member second = process().start();
        world.pass(Duration.ofSeconds(1));
        Leadership deposed = first.leadership();
        world.network.reject(first.host());
        world.pass(MOMENT);

        assertThat(second.leads()).isTrue();
        assertThat(first.revoked).containsExactly(deposed);
        assertThat(deposed.ended()).contains(EndReason.DEPOSED);
        assertThat(world.failureOf(first.put(deposed, "a", "late"))).isNotNull();

        world.network.heal(first.host());
        world.pass(Duration.ofSeconds(1));
        world.network.reject(second.host());
        world.pass(MOMENT);
        assertThat(second.leads()).as("evidence counts again already").isTrue();
        world.network.heal(second.host());
        world.pass(World.SESSION.multipliedBy(2));
        assertThat(second.leads()).as("what did not count then counts now").isTrue();
        world.network.reject(second.host());
        world.pass(MOMENT);
        assertThat(first.leads()).as("evidence counts again").isTrue();
    }

    @Test
    void evidenceDoesNotCountForAWhileAlsoWhenARefusedWriteToldTheDeposedFirst() {
        Member first = process().lead();
        Member second = process().start();
        world.pass(Duration.ofSeconds(1));
        Leadership deposed = first.leadership();
        first.client.link().holdAnswers();
        world.network.reject(first.host());
        world.await("a successor", second::leads);
        first.put(deposed, "a", "late");
        world.pass(MOMENT);
        first.client.link().release();
        world.pass(MOMENT);
        assertThat(deposed.ended()).contains(EndReason.SUPERSEDED);

        world.network.heal(first.host());
        world.pass(Duration.ofSeconds(1));
        world.network.reject(second.host());
        world.pass(MOMENT);
        assertThat(second.leads()).as("evidence counts again already").isTrue();
    }

    @Test
    void aLeaderWhoseListenerFailsResigns() {
        Member first = process().lead();
        Member second = process().start();
        world.pass(Duration.ofSeconds(1));
        Leadership resigned = first.leadership();
        world.network.failListener(first.host());
        world.pass(MOMENT);
        assertThat(resigned.ended())
                .hasValueSatisfying(reason -> assertThat(reason).isIn(EndReason.RESIGNED, EndReason.DEPOSED));
        assertThat(second.leads()).isTrue();
    }

    @Test
    void aGracefulEndNeedsNoEvidence() {
        Member first = process().lead();
        Member second = process().start();
        world.pass(Duration.ofSeconds(1));
        // Virtual time stands still while a call blocks.
        ((SessionElection) first.election).beginClose();
        world.pass(Duration.ofSeconds(1));
        world.network.kill(first.host());
        world.pass(Duration.ofSeconds(1));
        assertThat(second.leads()).isTrue();
        assertThat(first.revoked).hasSize(1);
    }

    @Test
    void evidenceFromBeforeTheHandshakeDoesNotCount() {
        Member first = process().lead();
        world.network.cutOff(first.host());
        Member second = process().start();
        world.pass(Duration.ofSeconds(1));
        world.network.heal(first.host());
        world.network.reject(first.host());
        world.pass(Duration.ofSeconds(2));
        assertThat(first.leads()).isTrue();
        assertThat(second.granted).isEmpty();
    }

    @Test
    void aStrangerWhoKnowsNoTermIsSentAway() {
        Member first = process().lead();
        List<String> heard = new ArrayList<>();
        Line line = world.network.of("stranger").connect(first.host() + ":1", MOMENT, new LineListener() {
            @Override
            public void line(String text) {
                heard.add(text);
            }

            @Override
            public void ended(End why) {
                heard.add(why.name());
            }
        });
        world.pass(MOMENT);
        line.send("ha-liveness 1");
        line.send("term a-guess");
        world.pass(MOMENT);
        assertThat(heard).containsExactly("no a-guess");
        world.pass(Duration.ofSeconds(10));
        assertThat(heard).containsExactly("no a-guess", "BROKEN");
        assertThat(first.leads()).isTrue();
    }

    private void assertWaitsForTheSession(Member first, Member second, Runnable fault) {
        world.pass(Duration.ofSeconds(1));
        Leadership held = first.leadership();
        fault.run();
        world.pass(World.SESSION.dividedBy(2));
        assertThat(second.leads())
                .as("took over within half the session timeout")
                .isFalse();
        world.pass(World.SESSION.multipliedBy(2));
        assertThat(second.leads()).isTrue();
        assertThat(second.leadership().epoch()).isGreaterThan(held.epoch());
    }

    private Member process(String... settings) {
        String[] all = new String[settings.length + 4];
        all[0] = POLICY;
        all[1] = "refused";
        all[2] = ADDRESS;
        all[3] = "host" + (world.processes.size() + 1);
        System.arraycopy(settings, 0, all, 4, settings.length);
        return world.process(all);
    }
}
