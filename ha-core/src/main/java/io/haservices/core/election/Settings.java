package io.haservices.core.election;

import io.haservices.HighAvailabilityOptions;
import io.haservices.SteeringOptions;
import io.haservices.config.Configuration;
import java.time.Duration;
import java.util.Optional;

/**
 * What steers the machine.
 *
 * @param contenderId who stands
 * @param candidateId what it is called across restarts: as configured, or the contender's own id
 * @param priority higher is preferred
 * @param preemption whether it hands over to a candidate of higher priority
 * @param tolerateSuspended whether a lost connection alone ends nothing
 * @param stepDownMargin how long before the deadline leadership ends by itself
 * @param revocationTimeout how long an orderly end waits for the contender
 * @param retryDelay between attempts after a failure
 * @param getToKnow after how long, at least, a new leader's term is read
 * @param yieldTime how long one who gave up leaves the others a chance
 * @param checkDelay how often it is looked whether one who leadership is reserved for is still there
 */
record Settings(
        String contenderId,
        String candidateId,
        int priority,
        boolean preemption,
        boolean tolerateSuspended,
        Duration stepDownMargin,
        Duration revocationTimeout,
        Duration retryDelay,
        Duration getToKnow,
        Duration yieldTime,
        Duration checkDelay) {
    static Settings of(String contenderId, Configuration configuration) {
        return new Settings(
                contenderId,
                Optional.of(configuration.get(SteeringOptions.CANDIDATE_ID))
                        .filter(id -> !id.isEmpty())
                        .orElse(contenderId),
                configuration.get(SteeringOptions.PRIORITY),
                configuration.get(SteeringOptions.PREEMPTION),
                configuration.get(HighAvailabilityOptions.TOLERATE_SUSPENDED_CONNECTIONS),
                configuration.get(HighAvailabilityOptions.STEP_DOWN_MARGIN),
                configuration.get(HighAvailabilityOptions.REVOCATION_TIMEOUT),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(500));
    }

    /** Not all at the same moment, when the leader of many elections has changed. */
    Duration getToKnow(long epoch) {
        int spread = Math.floorMod(Long.hashCode(epoch) * 31 + contenderId.hashCode(), 2_000);
        return getToKnow.plusMillis(spread);
    }
}
