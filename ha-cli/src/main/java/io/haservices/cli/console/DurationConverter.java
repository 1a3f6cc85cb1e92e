package io.haservices.cli.console;

import io.haservices.config.OptionType;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line need a unit: in files a bare number counts milliseconds, which nobody expects here. */
public final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        if (text.trim().chars().allMatch(Character::isDigit)) {
            throw new TypeConversionException(
                    "'" + text + "' has no unit; write for example '" + text + "s' or '500ms'");
        }
        try {
            return OptionType.DURATION.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "': " + e.getMessage());
        }
    }
}
