package io.haservices.cli.console;

import io.haservices.config.OptionType;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line need a unit: in files a bare number counts milliseconds, which nobody expects here. */
public final class DurationConverter implements ITypeConverter<Duration> {
    // As in files; far more would not fit into 64 bits of nanoseconds.
    private static final Duration LONGEST = Duration.ofDays(36_525);

    @Override
    public Duration convert(String text) {
        if (text.trim().chars().allMatch(Character::isDigit)) {
            throw new TypeConversionException(
                    "'" + text + "' has no unit; write for example '" + text + "s' or '500ms'");
        }
        Duration duration;
        try {
            duration = OptionType.DURATION.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "': " + e.getMessage());
        }
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new TypeConversionException(
                    "'" + text + "' is no time to wait: below zero, or above a hundred years");
        }
        return duration;
    }
}
