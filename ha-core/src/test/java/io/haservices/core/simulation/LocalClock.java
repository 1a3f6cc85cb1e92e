package io.haservices.core.simulation;

import io.haservices.testkit.memory.Timeline;
import io.haservices.values.MonotonicClock;
import java.time.Duration;

/** The monotonic clock of one process: begins anywhere, goes a little too fast or too slow, and jumps a little. */
final class LocalClock implements MonotonicClock {
    private final Timeline time;
    private long since;
    private long base;
    private long last;
    private double rate = 1;

    LocalClock(Timeline time, long begin) {
        this.time = time;
        since = time.nanoTime();
        base = begin;
        last = begin;
    }

    @Override
    public long nanoTime() {
        long now = base + (long) ((time.nanoTime() - since) * rate);
        // It never goes back: after a jump back it stands still.
        last = now - last > 0 ? now : last;
        return last;
    }

    void rate(double next) {
        jump(Duration.ZERO);
        rate = next;
    }

    void jump(Duration by) {
        base = base + (long) ((time.nanoTime() - since) * rate) + by.toNanos();
        since = time.nanoTime();
    }

    /** How long that takes by the time of the simulation. */
    Duration outside(Duration local) {
        return Duration.ofNanos((long) Math.ceil(local.toNanos() / rate));
    }
}
