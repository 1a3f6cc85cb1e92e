package io.haservices.benchmarks.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long the steps of one arm took, block by block. May be told by several threads at once; blocks are ended by one. */
final class Steps {
    private static final long FINEST_NANOS = 1_000;
    private static final long LONGEST_NANOS = 600_000_000_000L;
    private static final int DIGITS = 3;

    /** Something that is timed. */
    interface Action {
        void run() throws Exception;
    }

    /** One step: the block that runs, and all blocks that have ended. A block without the step is a NaN. */
    private static final class Laps {
        final Histogram block = new ConcurrentHistogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
        final Histogram all = new Histogram(FINEST_NANOS, LONGEST_NANOS, DIGITS);
        final List<Double> medians = new ArrayList<>();
        final List<Double> rates = new ArrayList<>();
    }

    private final Map<String, Laps> laps = new TreeMap<>();
    private int blocks;

    void time(String step, Action action) throws Exception {
        long begin = System.nanoTime();
        action.run();
        took(step, System.nanoTime() - begin);
    }

    void took(String step, long nanos) {
        Histogram block;
        synchronized (this) {
            block = laps.computeIfAbsent(step, name -> new Laps()).block;
        }
        block.recordValue(Math.min(Math.max(nanos, 0), LONGEST_NANOS));
    }

    /**
     * Begins the next block.
     *
     * @param counts false: the block was for warming up, and is forgotten
     */
    synchronized void endBlock(double seconds, boolean counts) {
        for (Laps step : laps.values()) {
            if (counts) {
                while (step.medians.size() < blocks) {
                    step.medians.add(Double.NaN);
                    step.rates.add(Double.NaN);
                }
                long count = step.block.getTotalCount();
                step.medians.add(count == 0 ? Double.NaN : step.block.getValueAtPercentile(50));
                step.rates.add(count == 0 ? Double.NaN : count / seconds);
                step.all.add(step.block);
            }
            step.block.reset();
        }
        blocks += counts ? 1 : 0;
    }

    synchronized List<String> names() {
        return List.copyOf(laps.keySet());
    }

    synchronized Histogram all(String step) {
        return laps(step).all;
    }

    /** The median of each block in nanoseconds. */
    synchronized double[] medians(String step) {
        return laps(step).medians.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** How often a second, in each block. */
    synchronized double[] rates(String step) {
        return laps(step).rates.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Laps laps(String step) {
        Laps found = laps.get(step);
        if (found == null) {
            throw new IllegalArgumentException("no step '" + step + "' among " + laps.keySet());
        }
        return found;
    }
}
