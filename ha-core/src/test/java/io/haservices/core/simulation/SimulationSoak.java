package io.haservices.core.simulation;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** New seeds each time, until stopped or for {@code -Dha.sim.minutes}; {@code ./verify --soak} runs it. */
class SimulationSoak {
    private static final int BATCH = 500;

    @Test
    void noRunBreaksAPromise() {
        long begin = System.nanoTime();
        long limit = Duration.ofMinutes(Long.getLong("ha.sim.minutes", 0)).toNanos();
        // Any that is no other day's.
        long first = System.currentTimeMillis() * 1000;
        Tally all = new Tally();
        long runs = 0;
        do {
            all.add(Seeds.of(first + runs, first + runs + BATCH - 1).run());
            runs += BATCH;
            System.out.printf("%d runs in %d s: %s%n", runs, (System.nanoTime() - begin) / 1_000_000_000, all);
        } while (limit == 0 || System.nanoTime() - begin < limit);
    }
}
