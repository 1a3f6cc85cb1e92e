package io.haservices.core.liveness;

import java.time.Duration;
import java.util.Optional;

/**
 * What steers liveness.
 *
 * @param bindHost where to listen, or empty for all addresses
 * @param advertisedHost what others are told, or empty when they are told nothing
 * @param port the port, or 0 for a free one
 * @param follows whether the endpoints of others are asked
 * @param unreachableAfter how long silence is tolerated; empty for ever
 */
record LivenessSettings(
        String bindHost, String advertisedHost, int port, boolean follows, Optional<Duration> unreachableAfter) {}
