package io.haservices;

import java.util.Optional;

/**
 * How an election is steered.
 *
 * @param pause whether it is paused
 * @param reservedFor the id of the contender that leadership is being handed over to
 * @param preemptionSuspended whether priorities do not count until the current term ends, because it began with a transfer
 */
public record SteeringStatus(Optional<Pause> pause, Optional<String> reservedFor, boolean preemptionSuspended) {
    /** Nothing is steered. */
    public static final SteeringStatus NONE = new SteeringStatus(Optional.empty(), Optional.empty(), false);
}
