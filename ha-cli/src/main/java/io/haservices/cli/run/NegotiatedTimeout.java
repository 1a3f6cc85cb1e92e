package io.haservices.cli.run;

import io.haservices.HighAvailabilityServices;
import io.haservices.config.OptionType;
import java.time.Duration;

/** The session timeout that the servers granted, which may differ from the one asked for. */
final class NegotiatedTimeout {
    private NegotiatedTimeout() {}

    static Duration of(HighAvailabilityServices services) {
        return OptionType.DURATION.parse(services.describe().getOrDefault("session-timeout-ms", "0"));
    }
}
