package io.haservices.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs with random faults, each from one seed; a failure names the seed, and the same seed fails again. */
class FaultyRunTest {
    private static final int SEEDS = Integer.getInteger("ha.test.seeds", 60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void noRunBreaksAPromise() {
        int grants = 0;
        int acknowledged = 0;
        int unknown = 0;
        int refused = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            FaultyRun run = new FaultyRun(directory.resolve("seed-" + seed), seed);
            try {
                run.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + " broke a promise: " + e.getMessage() + "\n" + run.trace(), e);
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
}
