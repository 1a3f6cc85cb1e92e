package io.haservices.zookeeper;

import java.time.Duration;

/** Why the servers grant another session timeout than the one asked for. */
final class NegotiatedTimeout {
    // What servers allow unless their zoo.cfg says otherwise.
    private static final int LEAST_TICKS = 2;
    private static final int MOST_TICKS = 20;

    private NegotiatedTimeout() {}

    static String reason(Duration configured, Duration negotiated) {
        boolean shortened = negotiated.compareTo(configured) < 0;
        int ticks = shortened ? MOST_TICKS : LEAST_TICKS;
        return "a session timeout of " + configured.toMillis() + " ms is configured, but these servers grant "
                + (shortened ? "at most " : "at least ") + negotiated.toMillis() + " ms: " + ticks
                + " ticks, if their tickTime is " + negotiated.dividedBy(ticks).toMillis() + " ms, or the "
                + (shortened ? "maxSessionTimeout" : "minSessionTimeout") + " of their zoo.cfg";
    }
}
