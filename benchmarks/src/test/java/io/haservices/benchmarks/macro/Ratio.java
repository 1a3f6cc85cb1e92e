package io.haservices.benchmarks.macro;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How two arms compare: the median of the ratios of blocks that ran side by side, so that what slows the machine down for a while slows both
 * sides of a ratio down.
 *
 * @param median NaN where there is no pair
 * @param low the median lies between this and high in 95 of 100 repetitions, by a bootstrap over the pairs
 * @param high see low
 * @param pairs of blocks
 */
record Ratio(double median, double low, double high, int pairs) {
    private static final int RESAMPLES = 1_000;
    private static final int SEED = 8;

    /** Pairs where one side is missing do not count. */
    static Ratio of(double[] numerators, double[] denominators) {
        double[] ratios = IntStream.range(0, Math.min(numerators.length, denominators.length))
                .mapToDouble(i -> numerators[i] / denominators[i])
                .filter(Double::isFinite)
                .toArray();
        if (ratios.length == 0) {
            return new Ratio(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        Random random = new Random(SEED);
        double[] medians = IntStream.range(0, RESAMPLES)
                .mapToDouble(i -> median(random.ints(ratios.length, 0, ratios.length)
                        .mapToDouble(chosen -> ratios[chosen])
                        .toArray()))
                .sorted()
                .toArray();
        return new Ratio(
                median(ratios.clone()),
                medians[RESAMPLES * 25 / 1_000],
                medians[RESAMPLES * 975 / 1_000 - 1],
                ratios.length);
    }

    /** How far from 1 it may be by chance, when both sides are the same. */
    double band() {
        return Math.max(Math.abs(low - 1), Math.abs(high - 1));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, low, high);
    }
}
