package io.haservices.etcd;

import java.time.Duration;

/**
 * Until when the servers are sure to keep a lease (CO-16): it was renewed after the renewal was sent, so it lives at least its time
 * longer than that. A leader that takes over gives every lease its full time again, and more, so a change of leaders shortens nothing.
 */
final class LeaseDeadline {
    /** How much faster than this one the leader's clock may run. */
    private static final int CLOCK_RATE_SHARE = 100;

    private static final long LEAST_MARGIN = Duration.ofMillis(10).toNanos();

    private long deadline;

    /** @param sentAt a moment before the lease was asked for */
    LeaseDeadline(long sentAt, Duration ttl) {
        deadline = of(sentAt, ttl);
    }

    /** A renewal was answered; never moves back. */
    void renewed(long sentAt, Duration ttl) {
        long proven = of(sentAt, ttl);
        if (proven - deadline > 0) {
            deadline = proven;
        }
    }

    long nanos() {
        return deadline;
    }

    private static long of(long sentAt, Duration ttl) {
        return sentAt + ttl.toNanos() - Math.max(ttl.toNanos() / CLOCK_RATE_SHARE, LEAST_MARGIN);
    }
}
