package io.haservices.core;

import io.haservices.HighAvailabilityServices;
import io.haservices.config.Configuration;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.core.wiring.Installation;
import io.haservices.errors.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where everybody begins: a configuration opens the services. The backends are those that the class loader of the current
 * thread sees, and those in {@code high-availability.plugins.dir}; {@link Installation} is the same for another class loader, and
 * says more about what is installed.
 */
public final class HighAvailability {
    private HighAvailability() {}

    /**
     * Opens the services. Does not wait for connections; whoever opens closes.
     *
     * @throws ConfigurationException with all problems of the configuration (CF-03)
     */
    public static HighAvailabilityServices open(Configuration configuration) {
        return open(configuration, Installation.currentLoader());
    }

    /**
     * Opens the services with the configuration of a folder, and above it that of the environment (CF-04).
     *
     * @throws ConfigurationException with all problems of the configuration
     */
    public static HighAvailabilityServices open(Path folder) {
        Map<String, String> environment = System.getenv();
        Installation installation = Installation.of(Installation.currentLoader(), folder, environment, List.of(), null);
        return installation.open(installation.load(folder, environment, List.of()));
    }

    /** As {@link #open(Configuration)}, with the backends that this class loader sees. */
    public static HighAvailabilityServices open(Configuration configuration, ClassLoader backends) {
        return Installation.of(backends, configuration).open(LoadedConfiguration.of(configuration));
    }

    /**
     * Tries a configuration for real: connects to the coordination service and writes into the storage (CF-13). Blocks, at
     * most about {@code limit}.
     *
     * @return what is wrong, one sentence each; empty when all is well
     */
    public static List<String> check(Configuration configuration, Duration limit) {
        return Installation.of(Installation.currentLoader(), configuration)
                .check(LoadedConfiguration.of(configuration), limit);
    }
}
