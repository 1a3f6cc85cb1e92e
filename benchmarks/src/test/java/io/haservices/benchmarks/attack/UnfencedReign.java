package io.haservices.benchmarks.attack;

import io.haservices.Leadership;
import io.haservices.StateStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A leader as many are written: its writes go into whatever term there is, it answers reads out of its memory, and it takes some time to stop. What such
 * leaders do has to be found.
 */
final class UnfencedReign extends Reign {
    private static final Duration INERTIA = Duration.ofSeconds(3);

    private final StateStore store;
    private final Map<String, String> memory = new ConcurrentHashMap<>();
    private volatile long end = Long.MAX_VALUE;

    /** @param store that is not fenced by the term */
    UnfencedReign(String client, Leadership leadership, Journal journal, Keys keys, StateStore store) {
        super(client, leadership, journal, keys);
        this.store = store;
    }

    @Override
    void end() {
        end = System.nanoTime() + INERTIA.toNanos();
    }

    @Override
    boolean isOver() {
        return end != Long.MAX_VALUE && System.nanoTime() - end > 0;
    }

    @Override
    StateStore store() {
        return store;
    }

    @Override
    Optional<String> find(String key) {
        String remembered = memory.get(key);
        return remembered == null ? super.find(key) : Optional.of(remembered);
    }

    @Override
    boolean maySay() {
        return true;
    }

    @Override
    void wrote(String key, String value) {
        memory.put(key, value);
    }
}
