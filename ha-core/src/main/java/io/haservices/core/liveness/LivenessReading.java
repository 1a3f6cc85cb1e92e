package io.haservices.core.liveness;

import io.haservices.LivenessOptions;
import io.haservices.LivenessPolicy;
import io.haservices.config.Configuration;
import java.util.Optional;
import java.util.Set;

/** Reads the options. */
final class LivenessReading {
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

    private LivenessReading() {}

    static LivenessSettings of(Configuration configuration, boolean supported) {
        LivenessPolicy policy = configuration.get(LivenessOptions.POLICY);
        boolean on = supported && policy != LivenessPolicy.OFF;
        String bind = bound(configuration.get(LivenessOptions.BIND_ADDRESS));
        return new LivenessSettings(
                bind,
                on ? advertised(configuration.get(LivenessOptions.ADVERTISED_ADDRESS), bind) : "",
                configuration.get(LivenessOptions.PORT),
                on,
                policy == LivenessPolicy.UNREACHABLE
                        ? Optional.of(configuration.get(LivenessOptions.UNREACHABLE_AFTER))
                        : Optional.empty());
    }

    /** The address that means all of the host is none that another could use. */
    private static String bound(String configured) {
        return EVERYWHERE.contains(configured) ? "" : configured;
    }

    private static String advertised(String configured, String bind) {
        if (!configured.isEmpty()) {
            return configured;
        }
        return bind.isEmpty() ? HostAddress.own().orElse("") : bind;
    }
}
