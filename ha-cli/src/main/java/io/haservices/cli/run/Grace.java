package io.haservices.cli.run;

import io.haservices.cli.guard.GuardedCommand;
import io.haservices.errors.ConfigurationException;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a command may take to end after TERM (CLI-13). Stepping down begins grace + {@link GuardedCommand#RESERVE} before the
 * deadline, and the deadline of a healthy leader comes as near as half the session timeout between two heartbeats: a longer
 * grace would end commands for no reason.
 */
final class Grace {
    private static final Duration LONGEST_DEFAULT = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofMillis(250);

    private Grace() {}

    /** The grace asked for, or one that fits well. */
    static Duration of(Optional<Duration> asked, Duration sessionTimeout) {
        Duration fits =
                sessionTimeout.dividedBy(2).minus(GuardedCommand.RESERVE).minus(SLACK);
        if (asked.filter(Duration::isNegative).isPresent()) {
            throw new ConfigurationException(
                    "--grace is negative. Give a duration from 0 to " + fits.toMillis() + " ms.");
        }
        Duration grace = asked.orElseGet(() -> shorter(LONGEST_DEFAULT, fits.dividedBy(3)));
        if (grace.compareTo(fits) > 0) {
            throw new ConfigurationException(problem(asked, sessionTimeout, fits));
        }
        return grace;
    }

    private static String problem(Optional<Duration> asked, Duration sessionTimeout, Duration fits) {
        String seen = "the session timeout that the servers granted is " + sessionTimeout.toMillis() + " ms";
        String rule = "ending the command has to begin grace + " + GuardedCommand.RESERVE.toMillis()
                + " ms before the deadline";
        if (fits.isNegative()) {
            return "no grace fits: " + seen + ", and " + rule + ". Ask for a session timeout of at least "
                    + GuardedCommand.RESERVE.plus(SLACK).multipliedBy(2).toMillis()
                    + " ms (ZooKeeper: high-availability.zookeeper.client.session-timeout, within the servers' limits).";
        }
        return "--grace " + asked.map(Duration::toMillis).orElse(0L) + " ms does not fit: " + seen + ", and " + rule
                + ". Give at most --grace " + fits.toMillis() + "ms, or ask for a longer session timeout.";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
