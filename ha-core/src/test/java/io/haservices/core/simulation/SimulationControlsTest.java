package io.haservices.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The same runs with one safeguard switched off must find a promise broken. The safeguards are part of the shipped code, which has no
 * switch for any of them; so what they send, or what they are answered, is changed on its way.
 */
class SimulationControlsTest {
    private static final int SEEDS = 200;

    /** The guard on the epoch is taken out of every write of a state or counter. */
    @Test
    void withoutTheFenceALateWriteIsAccepted() {
        assertThat(found("without the fence", Controls::withoutTheFence))
                .containsAnyOf("was accepted after term", "came after one of");
    }

    /** The transaction that wins a term puts only the leader entry; the epoch is raised after the recovery. */
    @Test
    void whenTheEpochIsRaisedAfterTheRecoveryAWriteIsLost() {
        assertThat(found("with a late epoch", LateBump::new)).contains("was accepted after term");
    }

    /** Who led last wins again without raising the epoch. */
    @Test
    void whenAnEpochIsUsedAgainForTheSameHolderTwoTermsHaveOneFence() {
        assertThat(found("with an epoch that is used again", (client, process) -> new ReusedEpoch(client)))
                .containsAnyOf("was granted twice", "was accepted after term", "came after");
    }

    /** The session claims that the servers keep it for an hour more. */
    @Test
    void withoutTheDeadlineTwoBelieveToLead() {
        assertThat(found("without the deadline", Controls::withoutTheDeadline))
                .containsAnyOf("may hold epoch", "believe to lead");
    }

    /** An unknown outcome of a write is told as one that was not applied, so that its bytes are deleted. */
    @Test
    void withoutReadingBackABlobIsDeletedThatAPointerNames() {
        assertThat(found("without reading back", Controls::withoutReadingBack))
                .containsAnyOf("was deleted, and a pointer", "that blob is not there");
    }

    private static String found(String what, Sabotage sabotage) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Optional<String> broken = broken(new Simulation(seed, sabotage, 10));
            if (broken.isPresent()) {
                System.out.println(what + ", seed " + seed + ": " + broken.get());
                return broken.get();
            }
        }
        throw new AssertionError(
                what + ", none of " + SEEDS + " seeds breaks a promise: these runs would not find that");
    }

    private static Optional<String> broken(Simulation run) {
        try {
            run.run();
            return Optional.empty();
        } catch (Violation e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
