package io.haservices.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30 s}, {@code 1min}, {@code 250}; a bare number counts milliseconds. */
final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\s*([a-zµ]*)");

    /** Everything in nanoseconds of 64 bits is shorter than three hundred years. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private DurationText() {}

    static Duration parse(String text) {
        Duration duration = text.startsWith("P") || text.startsWith("p") ? ofIso(text) : ofNumber(text);
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("it is longer than a hundred years");
        }
        return duration;
    }

    private static Duration ofIso(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.isNegative()) {
                throw new IllegalArgumentException("it is negative");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("it is no ISO-8601 duration", e);
        }
    }

    private static Duration ofNumber(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("it is no duration; write for example '30 s' or '500 ms'");
        }
        try {
            return of(Long.parseLong(form.group(1)), form.group(2));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("it is too long a duration", e);
        }
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" -> Duration.ofMillis(amount);
            case "ns", "nano", "nanos", "nanosecond", "nanoseconds" -> Duration.ofNanos(amount);
            case "us", "µs", "micro", "micros", "microsecond", "microseconds" ->
                Duration.ofNanos(Math.multiplyExact(amount, 1000));
            case "s", "sec", "secs", "second", "seconds" -> Duration.ofSeconds(amount);
            case "m", "min", "mins", "minute", "minutes" -> Duration.ofMinutes(amount);
            case "h", "hour", "hours" -> Duration.ofHours(amount);
            case "d", "day", "days" -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException("'" + unit + "' is no unit of time; use ms, s, min, h or d");
        };
    }

    /** The shortest form that {@link #parse} reads back. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (!Duration.ofMillis(millis).equals(duration)) {
            return duration.toNanos() + " ns";
        }
        if (millis % 1000 != 0 || millis == 0) {
            return millis + " ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
