package io.haservices.core.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that this process stood still, for garbage collection, on a host that is overloaded or was suspended: something that
 * is to be done often comes late. Such a pause eats into the deadline of every leadership. On the loop, but for what is said otherwise.
 */
public final class Pauses {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration NOTEWORTHY = Duration.ofSeconds(1);
    private static final int MOST_KEPT = 20;

    private record Pause(long end, Duration length) {}

    private final CoreRuntime runtime;
    private final Deque<Pause> latest = new ArrayDeque<>();
    private final AtomicLong count = new AtomicLong();
    private volatile Duration longest = Duration.ZERO;
    private boolean started;
    private boolean stopped;

    /** Looks for nothing yet. */
    public Pauses(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    /** Looks from now on; once is enough. */
    public void start() {
        if (!started) {
            started = true;
            tick(now());
        }
    }

    /** Looks no more. */
    public void stop() {
        stopped = true;
    }

    private void tick(long expected) {
        if (stopped) {
            return;
        }
        long now = now();
        Duration late = Duration.ofNanos(now - expected);
        if (late.compareTo(NOTEWORTHY) >= 0) {
            note(new Pause(now, late));
        }
        runtime.loop().schedule(STEP, () -> tick(now + STEP.toNanos()));
    }

    private void note(Pause pause) {
        LOG.warn(
                "this process stood still for {} ms, of which the deadline of every leadership knows nothing: look for long garbage"
                        + " collections, and for a host that is overloaded or was suspended",
                pause.length().toMillis());
        latest.add(pause);
        if (latest.size() > MOST_KEPT) {
            latest.remove();
        }
        count.incrementAndGet();
        longest = pause.length().compareTo(longest) > 0 ? pause.length() : longest;
    }

    /** The longest pause that ended within this time before now. */
    public Optional<Duration> longestWithin(Duration time) {
        long now = now();
        return latest.stream()
                .filter(pause -> now - pause.end() <= time.toNanos())
                .map(Pause::length)
                .max(Comparator.naturalOrder());
    }

    /** How many there were. From any thread. */
    public long count() {
        return count.get();
    }

    /** The longest one so far. From any thread. */
    public Duration longest() {
        return longest;
    }

    private long now() {
        return runtime.clock().nanoTime();
    }
}
