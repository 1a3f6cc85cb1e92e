package io.haservices.cli.guard;

import java.time.Duration;

/**
 * When a command gets TERM and when KILL, so that it is gone before its deadline. All times are readings of the monotonic clock and are
 * compared by their difference, for such a clock may wrap.
 */
final class StepDown {
    enum Due {
        NOTHING,
        TERM,
        KILL
    }

    // A process may appear between two looks, so KILL is repeated until the session is empty.
    private static final long REPEAT = Duration.ofMillis(100).toNanos();

    private final long grace;
    private final long reserve;
    private long deadline;
    private boolean begun;
    private long killAt;

    /** @param reserve what is left of the time before the deadline when KILL is sent at the latest */
    StepDown(long deadline, Duration grace, Duration reserve) {
        this.deadline = deadline;
        this.grace = grace.toNanos();
        this.reserve = reserve.toNanos();
    }

    /** Only ever to a later deadline, and never again once it has begun: TERM cannot be taken back. */
    void extend(long later) {
        if (!begun && later - deadline > 0) {
            deadline = later;
        }
    }

    /** True the first time: TERM is due now, and KILL after the grace, but before the deadline. */
    boolean begin(long now) {
        if (begun) {
            return false;
        }
        begun = true;
        long latest = deadline - reserve;
        killAt = now + grace - latest < 0 ? now + grace : latest;
        return true;
    }

    boolean begun() {
        return begun;
    }

    Due due(long now) {
        if (now - wakeAt() < 0) {
            return Due.NOTHING;
        }
        if (begin(now)) {
            return Due.TERM;
        }
        killAt = now + REPEAT;
        return Due.KILL;
    }

    long wakeAt() {
        return begun ? killAt : deadline - reserve - grace;
    }
}
