package io.haservices.core.simulation;

import io.haservices.spi.coordination.Registration;
import io.haservices.testkit.memory.VirtualTimeline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What everything in one run shares: time, chance, and what is noted and counted. */
final class Environment {
    final VirtualTimeline time = new VirtualTimeline();
    final Chance chance;
    /** What operators do is left to chances of its own, so that runs without any are what they are. */
    final Chance operators;
    /** Whether somebody steers, removes or loses data in this run. */
    final boolean operated;

    final Trace trace;
    final Tally tally = new Tally();
    private @Nullable Throwable broken;

    Environment(long seed, int traceLimit) {
        chance = new Chance(seed);
        operators = new Chance(seed * 0x9E3779B97F4A7C15L + 1);
        operated = seed % 2 != 0;
        trace = new Trace(time, traceLimit);
    }

    Registration after(Duration delay, Runnable task) {
        return time.schedule(delay, task);
    }

    /** A violation may be found deep within a callback, whose caller swallows what is thrown. */
    void violated(Throwable violation) {
        if (broken == null) {
            broken = violation;
            trace.note("BROKEN: %s", String.valueOf(violation.getMessage()));
        }
    }

    /** Runs what checks promises, wherever that is. */
    void checking(Runnable check) {
        try {
            check.run();
        } catch (Violation e) {
            violated(e);
        }
    }

    void throwIfViolated() {
        if (broken instanceof Error error) {
            throw error;
        }
    }
}
