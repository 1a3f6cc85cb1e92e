package io.haservices.core.config;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.util.List;

/** Options of Apache Flink under our prefix that mean nothing here, so that its files are read as they are (CF-07). */
final class FlinkOptions {
    /** Keys of Flink's beneath prefixes that are otherwise ours: accepted silently, like everything else of Flink's. */
    static final List<String> FOREIGN_PREFIXES = List.of(
            "security.kerberos.fetch.",
            "security.kerberos.access.",
            "security.kerberos.token.",
            "security.kerberos.tokens.");

    private FlinkOptions() {}

    static List<ConfigOption<?>> all() {
        return List.of(
                ignored(
                        "high-availability.jobmanager.port",
                        "the ports of an application are its own; it publishes its address itself",
                        "recovery.jobmanager.port"),
                ignored(
                        "high-availability.job.delay",
                        "it has none in Apache Flink any more either, and jobs are Flink's own",
                        "recovery.job.delay"),
                ignored(
                        "high-availability.use-old-ha-services",
                        "it has none in Apache Flink any more either, and there is only one implementation"));
    }

    private static ConfigOption<String> ignored(String key, String reason, String... deprecated) {
        return ConfigOption.of(key, OptionType.STRING)
                .deprecating(deprecated)
                .ignoredBecause(reason)
                .describedAs("An option of Apache Flink, accepted so that its files are read as they are.");
    }
}
