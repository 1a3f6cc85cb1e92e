package io.haservices.core.simulation;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The same runs with one safeguard switched off must find a promise broken. The safeguards are part of the shipped code, which has no
 * switch for any of them; so what they send, or what they are answered, is changed on its way.
 */
class SimulationControlsTest {
    private static final int SEEDS = 600;

    /** The guard on the epoch is taken out of every write of a state or counter. */
    @Test
    void withoutTheFenceALateWriteIsAccepted() {
        find("without the fence", Controls::withoutTheFence, "was accepted after term", "came after one of");
    }

    /** The transaction that wins a term puts only the leader entry; the epoch is raised after the recovery. */
    @Test
    void whenTheEpochIsRaisedAfterTheRecoveryAWriteIsLost() {
        find("with a late epoch", LateBump::new, "was accepted after term");
    }

    /** Who led last wins again without raising the epoch. */
    @Test
    void whenAnEpochIsUsedAgainForTheSameHolderTwoTermsHaveOneFence() {
        find(
                "with an epoch that is used again",
                (client, process) -> new ReusedEpoch(client),
                "was granted twice",
                "was accepted after term");
    }

    /** The session claims that the servers keep it for an hour more. */
    @Test
    void withoutTheDeadlineTwoBelieveToLead() {
        find("without the deadline", Controls::withoutTheDeadline, "may hold epoch", "believe to lead");
    }

    /** An unknown outcome of a write is told as one that was not applied, so that its bytes are deleted. */
    @Test
    void withoutReadingBackABlobIsDeletedThatAPointerNames() {
        find(
                "without reading back",
                Controls::withoutReadingBack,
                "was deleted, and a pointer",
                "that blob is not there");
    }

    /** The guard on the control entry is taken out of every transaction that wins a term. */
    @Test
    void withoutTheControlGuardSomebodyWinsWhoMustNot() {
        find(
                "without the control guard",
                Controls::withoutTheControlGuard,
                "while paused",
                "while leadership was reserved",
                "after the election had been removed");
    }

    /** Finds a run that breaks one of these promises; others may well be broken before in other runs. */
    private static void find(String what, Sabotage sabotage, String... promises) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            String broken = broken(new Simulation(seed, sabotage, 10));
            if (Stream.of(promises).anyMatch(broken::contains)) {
                System.out.println(what + ", seed " + seed + ": " + broken);
                return;
            }
        }
        throw new AssertionError(
                what + ", none of " + SEEDS + " seeds breaks that promise: these runs would not find it");
    }

    private static String broken(Simulation run) {
        try {
            run.run();
            return "";
        } catch (Violation e) {
            return String.valueOf(e.getMessage());
        }
    }
}
