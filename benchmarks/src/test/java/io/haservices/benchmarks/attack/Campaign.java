package io.haservices.benchmarks.attack;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** One fault after another, in an order that a seed decides: all of them once, and again until the time is over. */
final class Campaign {
    private static final Duration TURN = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A fault from its beginning until a leader worked again. */
    record Round(String fault, long begun, long mended, long over, String evidence) {}

    private final Battlefield field;
    private final List<Round> rounds = new ArrayList<>();
    private final Map<String, String> obstacles = new TreeMap<>();
    private final Set<String> attempted = new TreeSet<>();

    Campaign(Battlefield field) {
        this.field = field;
    }

    void run(Duration atLeast) {
        long begin = System.nanoTime();
        Map<String, Supplier<Fault>> faults = Faults.all();
        do {
            List<Map.Entry<String, Supplier<Fault>>> order = new ArrayList<>(faults.entrySet());
            Collections.shuffle(order, field.random());
            for (Map.Entry<String, Supplier<Fault>> next : order) {
                boolean enough = System.nanoTime() - begin >= atLeast.toNanos();
                if (!enough || !attempted.contains(next.getKey())) {
                    round(next.getKey(), next.getValue().get());
                }
            }
        } while (System.nanoTime() - begin < atLeast.toNanos());
    }

    /** This fault once. */
    void round(String name, Fault fault) {
        attempted.add(name);
        String obstacle = fault.obstacle(field).orElse("");
        if (!obstacle.isEmpty()) {
            obstacles.put(name, obstacle);
            return;
        }
        field.awaitWork();
        long begun = System.nanoTime();
        String evidence;
        try {
            fault.begin(field);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(TURN)
                    .atMost(fault.lasting().plus(PATIENCE))
                    .until(() -> {
                        fault.during(field);
                        return System.nanoTime() - begun >= fault.lasting().toNanos();
                    });
            evidence = fault.end(field);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        }
        long mended = System.nanoTime();
        field.restore();
        field.awaitWork();
        Round round = new Round(name, begun, mended, System.nanoTime(), evidence);
        rounds.add(round);
        System.out.printf("%5.1f s  %-48s %s%n", (round.over() - round.begun()) / 1e9, round.fault(), round.evidence());
    }

    List<Round> rounds() {
        return rounds;
    }

    /** What could not be done here, and why. */
    Map<String, String> obstacles() {
        return obstacles;
    }
}
