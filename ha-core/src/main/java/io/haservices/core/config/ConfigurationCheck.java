package io.haservices.core.config;

import io.haservices.HighAvailabilityOptions;
import io.haservices.LivenessOptions;
import io.haservices.config.ConfigOption;
import io.haservices.errors.ConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can be said of a configuration without knowing which backend it selects (CF-02, CF-06, CF-08). */
public final class ConfigurationCheck {
    private static final int LAST_PORT = 65_534;

    private ConfigurationCheck() {}

    /** The options of the services themselves, of backends, and of Flink. */
    public static OptionCatalog catalog(Collection<? extends ConfigOption<?>> ofBackends) {
        List<ConfigOption<?>> all = Stream.of(HighAvailabilityOptions.all(), ofBackends, FlinkOptions.all())
                .<ConfigOption<?>>flatMap(Collection::stream)
                .toList();
        return OptionCatalog.of(all);
    }

    /** Adds what is wrong to the findings; what the backends have {@code said} about a key is not said again. */
    public static void check(OptionCatalog catalog, LoadedConfiguration loaded, List<String> said, Findings findings) {
        loaded.warnings().forEach(findings::warning);
        OptionChecks checks = new OptionChecks(loaded, new Secrets(catalog), findings);
        catalog.options().forEach(checks::check);
        new UnknownKeys(catalog, loaded, findings).check(said);
        ConfigOption<String> id = HighAvailabilityOptions.CLUSTER_ID;
        loaded.configuration().givenKey(id).ifPresent(key -> {
            String text = loaded.configuration().get(id);
            ClusterIds.refusal(text)
                    .ifPresent(reason ->
                            findings.problem(loaded.named(key) + ": '" + text + "' is no cluster id: " + reason + "."));
        });
        loaded.configuration().givenKey(LivenessOptions.PORT).ifPresent(key -> port(loaded, key, findings));
    }

    private static void port(LoadedConfiguration loaded, String key, Findings findings) {
        try {
            int port = loaded.configuration().get(LivenessOptions.PORT);
            if (port < 0 || port > LAST_PORT) {
                findings.problem(loaded.named(key) + ": " + port + " is no port for it: give 0 for a free one, or 1 to "
                        + LAST_PORT + ", for under 'ha run' the next one is used as well.");
            }
        } catch (ConfigurationException e) {
            // No number: that has been said.
        }
    }
}
