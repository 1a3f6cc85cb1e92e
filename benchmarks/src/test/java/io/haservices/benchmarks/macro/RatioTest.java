package io.haservices.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void whatSlowsBothSidesDownDoesNotCount() {
        double[] machine = new Random(1).doubles(200, 1, 10).toArray();
        Ratio ratio = Ratio.of(Arrays.stream(machine).map(x -> 3 * x).toArray(), machine);
        assertThat(ratio.median()).isCloseTo(3, within(1e-9));
        assertThat(ratio.high() - ratio.low()).isLessThan(1e-9);
    }

    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        Random random = new Random(2);
        int holds = 0;
        for (int trial = 0; trial < 200; trial++) {
            Ratio ratio = Ratio.of(noisy(random, 2), noisy(random, 1));
            holds += ratio.low() <= 2 && 2 <= ratio.high() ? 1 : 0;
        }
        assertThat(holds).isBetween(175, 199);
    }

    @Test
    void aBlockWithoutTheStepMakesNoPair() {
        Ratio ratio = Ratio.of(new double[] {4, Double.NaN, 4, 9}, new double[] {2, 2, Double.NaN, 3});
        assertThat(ratio.pairs()).isEqualTo(2);
        assertThat(ratio.median()).isEqualTo(2.5);
    }

    @Test
    void nothingIsSaidWithoutPairs() {
        assertThat(Ratio.of(new double[0], new double[] {1}).median()).isNaN();
    }

    private static double[] noisy(Random random, double center) {
        return random.doubles(60).map(noise -> center * Math.exp(noise - 0.5)).toArray();
    }
}
