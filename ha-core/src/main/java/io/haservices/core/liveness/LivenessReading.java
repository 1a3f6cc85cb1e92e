package io.haservices.core.liveness;

import io.haservices.LivenessOptions;
import io.haservices.LivenessPolicy;
import io.haservices.config.Configuration;
import java.util.Optional;

/** Reads the options. */
final class LivenessReading {
    private LivenessReading() {}

    static LivenessSettings of(Configuration configuration, boolean supported) {
        LivenessPolicy policy = configuration.get(LivenessOptions.POLICY);
        boolean on = supported && policy != LivenessPolicy.OFF;
        String bind = configuration.get(LivenessOptions.BIND_ADDRESS);
        return new LivenessSettings(
                bind,
                on ? advertised(configuration.get(LivenessOptions.ADVERTISED_ADDRESS), bind) : "",
                configuration.get(LivenessOptions.PORT),
                on,
                policy == LivenessPolicy.UNREACHABLE
                        ? Optional.of(configuration.get(LivenessOptions.UNREACHABLE_AFTER))
                        : Optional.empty());
    }

    private static String advertised(String configured, String bind) {
        if (!configured.isEmpty()) {
            return configured;
        }
        return bind.isEmpty() ? HostAddress.own().orElse("") : bind;
    }
}
