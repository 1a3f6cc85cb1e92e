package io.haservices.zookeeper;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Until when the servers are sure to keep the session, proven by answered quorum writes (CO-16).
 *
 * <p>The leader alone decides about expiry, and followers tell it which sessions they heard of every half tick. So an answered
 * write proves nothing about itself. But an <em>earlier</em> write that was answered half a tick before the later one was sent had
 * been at the follower for half a tick, so the follower told the leader of it before it handed the later one on; and the later one
 * was answered by way of the leader. Hence the session was fresh at the leader no earlier than when that earlier write was sent.
 *
 * <p>To create the session is a quorum write itself, and the leader counts from there: that gives the first deadline.
 */
final class DeadlineProof {
    // Half a tick is not known here. A negotiated timeout has at least two ticks, unless minSessionTimeout was lowered;
    // the
    // 32nd part is for the leader's own delay.
    private static final int GAP_SHARE = 4;
    private static final int GAP_SLACK_SHARE = 32;
    /** How much faster than this one the leader's clock may run. */
    private static final int CLOCK_RATE_SHARE = 100;

    private static final long LEAST_MARGIN = Duration.ofMillis(10).toNanos();

    private final long timeout;
    private final long gap;
    private final long margin;
    private final Deque<Beat> answered = new ArrayDeque<>();
    private volatile long deadline;

    /** @param openedAt a moment before the session was asked for */
    DeadlineProof(Duration negotiated, long openedAt) {
        timeout = negotiated.toNanos();
        gap = timeout / GAP_SHARE + timeout / GAP_SLACK_SHARE;
        margin = Math.max(timeout / CLOCK_RATE_SHARE, LEAST_MARGIN);
        deadline = openedAt + timeout - margin;
    }

    private record Beat(long sent, long answered) {}

    /** A quorum write of this session was answered. */
    void answered(long sent, long now) {
        while (answered.size() > 1 && isEarlyEnough(second(), sent)) {
            answered.removeFirst();
        }
        Beat base = answered.peekFirst();
        if (base != null && isEarlyEnough(base, sent)) {
            long proven = base.sent + timeout - margin;
            if (proven - deadline > 0) {
                deadline = proven;
            }
        }
        answered.addLast(new Beat(sent, now));
    }

    /** On the clock of the moments given; never moves back. */
    long deadline() {
        return deadline;
    }

    private boolean isEarlyEnough(Beat beat, long sent) {
        return sent - beat.answered >= gap;
    }

    private Beat second() {
        var beats = answered.iterator();
        beats.next();
        return beats.next();
    }
}
