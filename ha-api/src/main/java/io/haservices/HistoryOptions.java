package io.haservices;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import java.util.List;

/** The options of the history of an election. */
public final class HistoryOptions {
    /** How many terms are kept. */
    public static final ConfigOption<Integer> TERMS = ConfigOption.of(
                    "high-availability.history.terms", OptionType.INTEGER)
            .defaultTo(50)
            .describedAs(
                    "How many of the latest terms of an election its history keeps, 200 bytes each, 250 at most; 0: none are added.");

    private HistoryOptions() {}

    /** All of them, in the order of the reference. */
    public static List<ConfigOption<?>> all() {
        return List.of(TERMS);
    }
}
