package io.haservices.core.election;

import io.haservices.core.election.Standing.Contender;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a leader hands over to a candidate of higher priority: not before that has stood by for a while, and each time later when it keeps
 * losing leadership again.
 */
final class Preemption {
    /** How long after the beginning of a term it is looked who stands by: one who begins thousands of terms at once has more urgent things to do. */
    static final Duration LOOK_AFTER = Duration.ofSeconds(2);

    private static final Duration DELAY = Duration.ofSeconds(3);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 100;

    private final Settings settings;
    private final Map<String, Tries> tries = new HashMap<>();
    private Optional<Contender> candidate = Optional.empty();
    private long since;
    private boolean first;

    Preemption(Settings settings) {
        this.settings = settings;
    }

    private record Tries(Duration delay, long last) {
        Duration next(long now) {
            // Who was not handed over to for long begins anew.
            boolean longAgo = now - last > MOST.multipliedBy(2).toNanos();
            Duration doubled = delay.multipliedBy(2);
            return longAgo ? DELAY : doubled.compareTo(MOST) < 0 ? doubled : MOST;
        }
    }

    /** Those who stand now. */
    void standing(List<Contender> all, long now) {
        Optional<Contender> best = settings.preemption() ? Choice.above(settings.priority(), all) : Optional.empty();
        if (!best.equals(candidate)) {
            candidate = best;
            since = first ? since : now;
        }
        first = false;
    }

    /** A new term: everybody has to stand by for a while in it. */
    void begin(long now) {
        candidate = Optional.empty();
        since = now;
        first = true;
    }

    Optional<Contender> candidate() {
        return candidate;
    }

    /** How long it has to wait still. */
    Duration left(long now) {
        Duration wait = candidate
                .flatMap(contender -> Optional.ofNullable(tries.get(name(contender))))
                .map(earlier -> earlier.next(now))
                .orElse(DELAY);
        Duration left = wait.minusNanos(now - since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** It is being handed over to. */
    void tried(long now) {
        if (tries.size() > MOST_REMEMBERED) {
            tries.clear();
        }
        candidate.ifPresent(contender -> tries.merge(
                name(contender), new Tries(DELAY, now), (before, first) -> new Tries(before.next(now), now)));
        since = now;
    }

    private static String name(Contender contender) {
        return contender.candidateId().isEmpty() ? contender.id() : contender.candidateId();
    }
}
