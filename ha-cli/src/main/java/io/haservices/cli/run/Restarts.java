package io.haservices.cli.run;

import java.time.Duration;
import java.util.Optional;

/** When to stand again: later each time, until a command has run for long. */
final class Restarts {
    private final RestartPolicy policy;
    private final Duration first;
    private final Duration longest;
    private final int limit;
    private Duration next;
    private int inARow;

    /** {@code limit} is how many there may be in a row, or 0. */
    Restarts(RestartPolicy policy, Duration first, Duration longest, int limit) {
        this.policy = policy;
        this.first = first;
        this.longest = longest;
        this.limit = limit;
        this.next = first;
    }

    /** How long to wait before the next; empty when there is to be none. {@code ran} is how long the command ran. */
    Optional<Duration> after(int exitCode, Duration ran) {
        if (!policy.appliesTo(exitCode)) {
            return Optional.empty();
        }
        if (ran.compareTo(longest) > 0) {
            next = first;
            inARow = 0;
        }
        if (limit > 0 && inARow >= limit) {
            return Optional.empty();
        }
        inARow++;
        Duration now = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return Optional.of(now);
    }
}
