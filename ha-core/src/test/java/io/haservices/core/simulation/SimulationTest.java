package io.haservices.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Many seeds, each a whole run; a failure names its seed, and the same seed fails again. */
class SimulationTest {
    @Test
    void noRunBreaksAPromise() {
        Seeds seeds = Seeds.asked();
        Tally tally = seeds.run();
        System.out.println(seeds + ": " + tally);
        if (seeds.areAll()) {
            for (Tally.Of what : EnumSet.complementOf(EnumSet.of(Tally.Of.FALSE_ALARMS))) {
                assertThat(tally.of(what)).as("%s over all seeds", what).isPositive();
            }
        }
    }

    @Test
    void oneSeedIsOneRun() {
        for (long seed = 1; seed <= 100; seed++) {
            assertThat(wholeTrace(seed)).isEqualTo(wholeTrace(seed));
        }
    }

    private static String wholeTrace(long seed) {
        Simulation run = new Simulation(seed, Sabotage.NONE, Integer.MAX_VALUE);
        run.run();
        return run.trace();
    }
}
