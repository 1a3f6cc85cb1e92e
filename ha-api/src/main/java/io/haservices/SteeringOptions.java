package io.haservices;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.util.List;

/** The options by which leadership is steered. */
public final class SteeringOptions {
    /** Who it is, across restarts. */
    public static final ConfigOption<String> CANDIDATE_ID = ConfigOption.of(
                    "high-availability.candidate-id", OptionType.STRING)
            .defaultTo("")
            .describedAs(
                    "What this process is called as a candidate, the same after every restart, and of its own: while an election"
                            + " is paused only the candidate that led last may lead again, and 'ha transfer --to' takes it. Without"
                            + " one it is nobody that was there before.");

    /** How much it is preferred. */
    public static final ConfigOption<Integer> PRIORITY = ConfigOption.of(
                    "high-availability.priority", OptionType.INTEGER)
            .defaultTo(0)
            .describedAs("A leader hands over to a candidate of higher priority that has stood by for 3 s.");

    /** Whether a leader hands over by itself. */
    public static final ConfigOption<Boolean> PREEMPTION = ConfigOption.of(
                    "high-availability.preemption", OptionType.BOOLEAN)
            .defaultTo(true)
            .describedAs(
                    "Whether this process, when it leads, hands over to a candidate of higher priority. If false, priorities only"
                            + " decide who follows on 'ha transfer' without --to.");

    private SteeringOptions() {}

    /** All of them, in the order of the reference. */
    public static List<ConfigOption<?>> all() {
        return List.of(CANDIDATE_ID, PRIORITY, PREEMPTION);
    }
}
