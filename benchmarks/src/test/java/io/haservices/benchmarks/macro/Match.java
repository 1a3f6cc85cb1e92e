package io.haservices.benchmarks.macro;

import io.haservices.benchmarks.macro.Figure.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Arms take turns in short blocks: each round is one block of each of them, in an order that changes from round to round. */
final class Match {
    /** This many rounds to one that only warms up. */
    private static final int WARM_UP = 8;

    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    private final String benchmark;
    private final String condition;
    private final int threads;
    private final Duration block;
    private final int rounds;

    /**
     * Not started yet.
     *
     * @param block how long an arm goes on before the next one's turn; what has begun by then is ended
     */
    Match(String benchmark, String condition, int threads, Duration block, int rounds) {
        this.benchmark = benchmark;
        this.condition = condition;
        this.threads = threads;
        this.block = block;
        this.rounds = rounds;
    }

    /** Returns when all rounds are over. One of the arms is {@link Arm#OURS}. */
    List<Figure> play(List<? extends Arm> arms) {
        Map<String, Steps> steps = new LinkedHashMap<>();
        arms.forEach(arm -> steps.put(arm.name(), new Steps()));
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "bench-" + benchmark);
            thread.setDaemon(true);
            return thread;
        });
        try {
            int warmUp = rounds / WARM_UP + 1;
            for (int round = -warmUp; round < rounds; round++) {
                for (int turn = 0; turn < arms.size(); turn++) {
                    Arm arm = arms.get(Math.floorMod(turn + round, arms.size()));
                    Steps told = of(steps, arm.name());
                    told.endBlock(runBlock(pool, arm, told), round >= 0);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        List<Figure> figures = figures(steps);
        System.out.println("  " + benchmark + ", " + condition + ": " + rounds + " rounds of " + arms.size() + " arms");
        return figures;
    }

    private double runBlock(ExecutorService pool, Arm arm, Steps steps) {
        long begin = System.nanoTime();
        long end = begin + block.toNanos();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                do {
                    arm.once(steps);
                } while (System.nanoTime() - end < 0);
                return true;
            }));
        }
        for (Future<?> one : running) {
            try {
                Object unused = one.get();
            } catch (ExecutionException e) {
                throw new AssertionError(arm.name() + " failed in " + benchmark + ", " + condition, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private List<Figure> figures(Map<String, Steps> steps) {
        Steps ours = of(steps, Arm.OURS);
        List<Figure> figures = new ArrayList<>();
        for (String step : ours.names()) {
            steps.forEach((arm, of) -> {
                if (of.names().contains(step)) {
                    figures.add(figure(step, arm, of, ours));
                }
            });
        }
        return figures;
    }

    private Figure figure(String step, String arm, Steps of, Steps ours) {
        Histogram all = of.all(step);
        double[] rates =
                Arrays.stream(of.rates(step)).filter(Double::isFinite).sorted().toArray();
        return new Figure(
                new Subject(benchmark, condition, step),
                arm,
                all.getTotalCount(),
                all.getValueAtPercentile(50) / NANOS_PER_MICRO,
                all.getValueAtPercentile(99) / NANOS_PER_MICRO,
                rates.length == 0 ? 0 : rates[rates.length / 2],
                Ratio.of(ours.medians(step), of.medians(step)),
                Ratio.of(ours.rates(step), of.rates(step)));
    }

    private static Steps of(Map<String, Steps> steps, String arm) {
        Steps found = steps.get(arm);
        if (found == null) {
            throw new IllegalArgumentException("no arm '" + arm + "' among " + steps.keySet());
        }
        return found;
    }
}
