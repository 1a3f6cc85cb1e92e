package io.haservices.core.config;

import io.haservices.HighAvailabilityOptions;
import io.haservices.config.ConfigOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Everything that can be said of a configuration without knowing which backend it selects (CF-02, CF-06, CF-08). */
public final class ConfigurationCheck {
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
    }
}
