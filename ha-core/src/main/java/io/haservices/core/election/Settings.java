package io.haservices.core.election;

import io.haservices.HighAvailabilityOptions;
import io.haservices.config.Configuration;
import java.time.Duration;

/**
 * What steers the machine.
 *
 * @param contenderId who stands
 * @param tolerateSuspended whether a lost connection alone ends nothing
 * @param stepDownMargin how long before the deadline leadership ends by itself
 * @param revocationTimeout how long an orderly end waits for the contender
 * @param retryDelay between attempts after a failure
 * @param getToKnow after how long, at least, a new leader's term is read
 * @param yieldTime how long one who gave up leaves the others a chance
 */
record Settings(
        String contenderId,
        boolean tolerateSuspended,
        Duration stepDownMargin,
        Duration revocationTimeout,
        Duration retryDelay,
        Duration getToKnow,
        Duration yieldTime) {
    static Settings of(String contenderId, Configuration configuration) {
        return new Settings(
                contenderId,
                configuration.get(HighAvailabilityOptions.TOLERATE_SUSPENDED_CONNECTIONS),
                configuration.get(HighAvailabilityOptions.STEP_DOWN_MARGIN),
                configuration.get(HighAvailabilityOptions.REVOCATION_TIMEOUT),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
    }

    /** Not all at the same moment, when the leader of many elections has changed. */
    Duration getToKnow(long epoch) {
        int spread = Math.floorMod(Long.hashCode(epoch) * 31 + contenderId.hashCode(), 2_000);
        return getToKnow.plusMillis(spread);
    }
}
