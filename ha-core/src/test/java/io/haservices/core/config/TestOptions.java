package io.haservices.core.config;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.config.OptionType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A few options as a backend would declare them. */
final class TestOptions {
    static final ConfigOption<String> QUORUM = ConfigOption.of("high-availability.zookeeper.quorum", OptionType.STRING)
            .deprecating("recovery.zookeeper.quorum")
            .describedAs("Where the servers are.");
    static final ConfigOption<Duration> SESSION_TIMEOUT = ConfigOption.of(
                    "high-availability.zookeeper.client.session-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(60))
            .describedAs("How long the servers wait.");
    static final ConfigOption<Integer> RETRIES = ConfigOption.of(
                    "high-availability.zookeeper.client.max-retry-attempts", OptionType.INTEGER)
            .defaultTo(3)
            .describedAs("How often.");
    static final ConfigOption<Map<String, String>> AUTHORIZATION = ConfigOption.of(
                    "high-availability.zookeeper.client.authorization", OptionType.MAP)
            .secretValue()
            .describedAs("Schemes and credentials.");
    static final ConfigOption<Map<String, String>> LABELS =
            ConfigOption.of("high-availability.labels", OptionType.MAP).describedAs("Any | pairs.");
    static final ConfigOption<List<String>> CONTEXTS =
            ConfigOption.of("security.kerberos.login.contexts", OptionType.LIST).describedAs("Which logins.");

    static final OptionCatalog CATALOG =
            ConfigurationCheck.catalog(List.of(QUORUM, SESSION_TIMEOUT, RETRIES, AUTHORIZATION, LABELS, CONTEXTS));

    private TestOptions() {}

    /** What the check finds in these values. */
    static Findings check(String... keysAndValues) {
        Configuration configuration = Configuration.of(Map.of());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration = configuration.with(keysAndValues[i], keysAndValues[i + 1]);
        }
        Findings findings = new Findings();
        ConfigurationCheck.check(CATALOG, LoadedConfiguration.of(configuration), List.of(), findings);
        return findings;
    }
}
