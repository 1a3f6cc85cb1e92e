package io.haservices;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The options that do not belong to one backend. */
public final class HighAvailabilityOptions {
    private static final OptionType<Integer> ABOVE_ZERO = OptionType.of("integer", text -> {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("it must be 1 or more");
        }
        return number;
    });

    /** Which coordination service. */
    public static final ConfigOption<String> MODE = ConfigOption.of("high-availability", OptionType.STRING)
            .alias("high-availability.type")
            .deprecating("recovery.mode")
            .describedAs("The coordination service: the name of an installed backend, such as 'zookeeper'.");

    /** Which cluster. */
    public static final ConfigOption<String> CLUSTER_ID = ConfigOption.of(
                    "high-availability.cluster-id", OptionType.STRING)
            .defaultTo("/default")
            .deprecating("high-availability.zookeeper.path.namespace", "recovery.zookeeper.path.namespace")
            .describedAs("Keeps clusters apart that share coordination service and storage: give each its own.");

    /** Where the bytes go. */
    public static final ConfigOption<URI> STORAGE_DIR = ConfigOption.of(
                    "high-availability.storageDir", OptionType.URI_TYPE)
            .deprecating("high-availability.zookeeper.storageDir", "recovery.zookeeper.storageDir")
            .describedAs(
                    "Where metadata is kept, for instance file:///var/lib/ha; every process of the cluster must reach the same place.");

    /** Where plugins are. */
    public static final ConfigOption<String> PLUGINS_DIR = ConfigOption.of(
                    "high-availability.plugins.dir", OptionType.STRING)
            .describedAs(
                    "Folder of plugins: each folder in it holds the jars of a backend, which get a class loader of their"
                            + " own. The command 'ha' looks into plugins/ beside bin/ when this is not set.");

    /** How long a single request may take. */
    public static final ConfigOption<Duration> REQUEST_TIMEOUT = ConfigOption.of(
                    "high-availability.request-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(15))
            .describedAs(
                    "How long one request to the coordination service may take until it is given up; no call waits longer.");

    /** Whether a suspended connection ends leadership. */
    public static final ConfigOption<Boolean> TOLERATE_SUSPENDED_CONNECTIONS = ConfigOption.of(
                    "high-availability.tolerate-suspended-connections", OptionType.BOOLEAN)
            .alias("high-availability.zookeeper.client.tolerate-suspended-connections")
            .defaultTo(false)
            .describedAs(
                    "If true, a lost connection ends leadership only when the deadline comes near or the session is gone;"
                            + " if false, at once.");

    /** How long before the deadline a leader steps down. */
    public static final ConfigOption<Duration> STEP_DOWN_MARGIN = ConfigOption.of(
                    "high-availability.leadership.step-down-margin", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(1))
            .describedAs(
                    "How long before its deadline a leader that hears nothing from the servers steps down by itself;"
                            + " at most a quarter of the negotiated session timeout is used.");

    /** How long an orderly end waits for the contender. */
    public static final ConfigOption<Duration> REVOCATION_TIMEOUT = ConfigOption.of(
                    "high-availability.leadership.revocation-timeout", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(30))
            .describedAs(
                    "How long an orderly end of leadership waits for onRevoked to return before the leader entry is given"
                            + " free anyway.");

    /** What a contender says of itself. */
    public static final ConfigOption<String> DESCRIPTION = ConfigOption.of(
                    "high-availability.description", OptionType.STRING)
            .defaultTo("")
            .describedAs("A text about this process that is shown in its candidate entry, for people.");

    /** How many states a recovery reads at a time. */
    public static final ConfigOption<Integer> RECOVERY_PARALLELISM = ConfigOption.of(
                    "high-availability.recovery.parallelism", ABOVE_ZERO)
            .defaultTo(8)
            .describedAs(
                    "How many states are read from the storage at a time when all of a store are read, and by 'ha fsck'.");

    /** How often a leader cleans up. */
    public static final ConfigOption<Duration> CLEANUP_INTERVAL = ConfigOption.of(
                    "high-availability.cleanup.interval", OptionType.DURATION)
            .defaultTo(Duration.ofHours(1))
            .describedAs(
                    "How often a leader removes what crashes in terms before its own have left in the storage; 0: never."
                            + " 'ha fsck --repair' does the same by hand.");

    /** How long after its grant a leader cleans up for the first time. */
    public static final ConfigOption<Duration> CLEANUP_DELAY = ConfigOption.of(
                    "high-availability.cleanup.delay", OptionType.DURATION)
            .defaultTo(Duration.ofMinutes(1))
            .describedAs("How long after its recovery a leader cleans up for the first time.");

    /** How fast a leader cleans up. */
    public static final ConfigOption<Integer> CLEANUP_RATE = ConfigOption.of(
                    "high-availability.cleanup.deletions-per-second", ABOVE_ZERO)
            .defaultTo(50)
            .describedAs(
                    "How many blobs a leader that cleans up deletes a second at most, so that others can work as well.");

    private HighAvailabilityOptions() {}

    /** All of them, in the order of the reference. */
    public static List<ConfigOption<?>> all() {
        return Stream.of(
                        Stream.of(
                                MODE,
                                CLUSTER_ID,
                                STORAGE_DIR,
                                PLUGINS_DIR,
                                REQUEST_TIMEOUT,
                                TOLERATE_SUSPENDED_CONNECTIONS,
                                STEP_DOWN_MARGIN,
                                REVOCATION_TIMEOUT,
                                DESCRIPTION,
                                RECOVERY_PARALLELISM,
                                CLEANUP_INTERVAL,
                                CLEANUP_DELAY,
                                CLEANUP_RATE),
                        LivenessOptions.all().stream(),
                        HistoryOptions.all().stream(),
                        SteeringOptions.all().stream())
                .<ConfigOption<?>>flatMap(options -> options)
                .toList();
    }
}
