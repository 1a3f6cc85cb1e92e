package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole runs with random faults, each from one seed; a failure names the seed, and the same seed fails again. */
class FaultyRunTest {
    private static final int SEEDS = Integer.getInteger("ha.test.seeds", 200);

    @Test
    void noRunBreaksAPromise() {
        int grants = 0;
        int acknowledged = 0;
        int unknown = 0;
        int refused = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            FaultyRun run = new FaultyRun(seed);
            Optional<AssertionError> broken = broken(run);
            if (broken.isPresent()) {
                throw new AssertionError(
                        "seed " + seed + " broke a promise: " + broken.get().getMessage() + "\n" + run.trace(),
                        broken.get());
            }
            grants += run.grants;
            acknowledged += run.acknowledged;
            unknown += run.unknown;
            refused += run.refused;
        }
        System.out.printf(
                "%d seeds: %d grants, %d writes acknowledged, %d unknown, %d refused%n",
                SEEDS, grants, acknowledged, unknown, refused);
        assertThat(grants).as("grants").isGreaterThan(SEEDS);
        assertThat(acknowledged).as("acknowledged writes").isPositive();
        assertThat(unknown + refused).as("writes that failed").isPositive();
    }

    @Test
    void noRunInWhichLeadershipIsMovedAboutBreaksAPromise() {
        int grants = 0;
        int moved = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            FaultyRun run = new FaultyRun(seed).steered();
            Optional<AssertionError> broken = broken(run);
            if (broken.isPresent()) {
                throw new AssertionError(
                        "seed " + seed + " broke a promise: " + broken.get().getMessage() + "\n" + run.trace(),
                        broken.get());
            }
            grants += run.grants;
            moved += run.moved;
        }
        System.out.printf("%d steered seeds: %d grants, %d wishes carried out%n", SEEDS, grants, moved);
        assertThat(moved).as("wishes carried out").isGreaterThan(SEEDS);
    }

    /** Shows that these runs do find it when one of the parts that keep the promises is missing. */
    @Test
    void withoutTheDeadlineTwoBelieveToLead() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Optional<AssertionError> broken = broken(new FaultyRun(seed).withoutDeadline());
            if (broken.isPresent()) {
                System.out.printf(
                        "without the deadline, seed %d: %s%n",
                        seed, broken.get().getMessage());
                assertThat(broken.get()).hasMessageMatching(".*(believe to lead|was valid for).*");
                return;
            }
        }
        throw new AssertionError("none of " + SEEDS + " seeds shows that the deadline is needed");
    }

    private static Optional<AssertionError> broken(FaultyRun run) {
        try {
            run.run();
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            return Optional.of(new AssertionError(e.toString(), e));
        }
    }
}
