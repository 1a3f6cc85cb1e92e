package io.haservices.spi.coordination;

import io.haservices.values.MonotonicClock;
import java.time.Duration;

/**
 * What is known of the session at one moment.
 *
 * @param id unique for ever; empty before the first session
 * @param state how it is
 * @param deadlineNanos on the {@link MonotonicClock}: until then the servers are sure to keep the session and its entries
 *     (CO-16); never moves back within a session. Meaningless unless active or suspect
 * @param timeout after how long a silence the servers end the session, as <em>negotiated</em>; zero before the first session
 */
public record Session(String id, State state, long deadlineNanos, Duration timeout) {
    /** How a session is. */
    public enum State {
        /** There is none yet. */
        CONNECTING,
        /** Connected. */
        ACTIVE,
        /** The connection is lost; the session may live on, at least until the deadline. */
        SUSPECT,
        /** Ended, for good: this id never becomes active again (CO-15); a new session gets a new id. */
        LOST
    }

    /** How long the servers are sure to keep the session, seen from {@code nowNanos}; never negative. */
    public Duration validFor(long nowNanos) {
        boolean live = state == State.ACTIVE || state == State.SUSPECT;
        return live ? Duration.ofNanos(Math.max(0, deadlineNanos - nowNanos)) : Duration.ZERO;
    }
}
