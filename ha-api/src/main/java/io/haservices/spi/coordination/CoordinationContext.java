package io.haservices.spi.coordination;

import io.haservices.config.Configuration;
import io.haservices.values.MonotonicClock;
import java.time.Duration;

/**
 * What a backend gets to open a client.
 *
 * @param configuration all values; the backend reads its own options from it
 * @param clusterId which cluster; keys of different clusters never meet. May hold several segments with {@code /} between
 * @param clock the clock of all deadlines
 * @param requestTimeout within which every call must be answered (CO-18)
 */
public record CoordinationContext(
        Configuration configuration, String clusterId, MonotonicClock clock, Duration requestTimeout) {}
