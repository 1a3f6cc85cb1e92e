package io.haservices.core.simulation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How often things happened that a run must have seen to prove anything. */
final class Tally {
    /** What is counted. */
    enum Of {
        GRANTS,
        REVOCATIONS,
        WRITES_ACKNOWLEDGED,
        WRITES_FROM_OUTSIDE,
        REMOVALS,
        COUNTER_VALUES,
        RECOVERIES,
        LEADERS_TOLD,
        UNKNOWN_ANSWERS,
        UNKNOWN_OUTCOMES,
        FENCED_REFUSALS,
        COMMITS_LANDED_LATE,
        TERMS_TAKEN_OVER_ON_EVIDENCE,
        LIVING_LEADERS_DEPOSED,
        SESSIONS_EXPIRED,
        STALE_READS,
        BLOBS_DELETED,
        STORAGE_FAILURES,
        /** Of missing bytes, which are known and not wanted. */
        FALSE_ALARMS,
        CRASHES,
        RESTARTS,
        PAUSES,
        STEP_DOWNS_AT_THE_DEADLINE,
        RUNS_WITH_TWO_SERVICES,
        ELECTIONS_PAUSED,
        TERMS_BEGUN_WHILE_PAUSED,
        TERMS_HANDED_OVER,
        STEERING_CARRIED_OUT,
        STEERING_REFUSED,
        STEERING_WITHDRAWN,
        STEERING_UNKNOWN,
        ELECTIONS_REMOVED,
        CONTENDERS_TOLD_OF_A_REMOVAL,
        SERVICES_WIPED
    }

    private final Map<Of, Long> counts = new EnumMap<>(Of.class);

    void count(Of what) {
        counts.merge(what, 1L, Long::sum);
    }

    long of(Of what) {
        return counts.getOrDefault(what, 0L);
    }

    void add(Tally other) {
        other.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
    }

    @Override
    public String toString() {
        return Arrays.stream(Of.values())
                .map(what ->
                        of(what) + " " + what.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
