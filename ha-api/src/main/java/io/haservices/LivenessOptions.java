package io.haservices;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.time.Duration;
import java.util.List;

/** The options of the liveness endpoint, by which a crashed leader is replaced without waiting for the session timeout. */
public final class LivenessOptions {
    /** What counts as evidence. */
    public static final ConfigOption<LivenessPolicy> POLICY = ConfigOption.of(
                    "high-availability.liveness.policy", OptionType.oneOf(LivenessPolicy.class))
            .defaultTo(LivenessPolicy.REFUSED)
            .describedAs(
                    "What those who stand by take as evidence that the leading process is dead. refused: its connection"
                            + " broke and its port refuses, or another process answers there. unreachable: in addition that it was not"
                            + " heard for high-availability.liveness.unreachable-after; a partition or a long pause can look the same,"
                            + " so a leader that lives may lose its leadership, while its writes stay fenced. off: nothing; the session"
                            + " timeout decides.");

    /** How long silence is tolerated. */
    public static final ConfigOption<Duration> UNREACHABLE_AFTER = ConfigOption.of(
                    "high-availability.liveness.unreachable-after", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(5))
            .describedAs("With the policy 'unreachable': how long nothing may be heard of the leading process.");

    /** Where to listen. */
    public static final ConfigOption<String> BIND_ADDRESS = ConfigOption.of(
                    "high-availability.liveness.bind-address", OptionType.STRING)
            .defaultTo("")
            .describedAs("The address on which this process listens for those who stand by; all of the host if empty.");

    /** What others are told. */
    public static final ConfigOption<String> ADVERTISED_ADDRESS = ConfigOption.of(
                    "high-availability.liveness.advertised-address", OptionType.STRING)
            .defaultTo("")
            .describedAs(
                    "The host name or address under which others reach that listener; if empty, the bind address, or this"
                            + " host's own if that is empty, too. A loopback address is told only if it is configured.");

    /** The port. */
    public static final ConfigOption<Integer> PORT = ConfigOption.of(
                    "high-availability.liveness.port", OptionType.INTEGER)
            .defaultTo(0)
            .describedAs(
                    "The port of that listener; 0 for a free one. Under 'ha run' its guard listens, too: at the next"
                            + " port.");

    private LivenessOptions() {}

    /** All of them, in the order of the reference. */
    public static List<ConfigOption<?>> all() {
        return List.of(POLICY, UNREACHABLE_AFTER, BIND_ADDRESS, ADVERTISED_ADDRESS, PORT);
    }
}
