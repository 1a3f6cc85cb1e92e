package io.haservices.config;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The type of an option: its name in the reference, and how a text becomes a value (CF-02).
 *
 * @param <T> the value's type
 */
public final class OptionType<T> {
    /** Any text, trimmed. */
    public static final OptionType<String> STRING = new OptionType<>("string", text -> text);
    /** {@code true} or {@code false}, any case. */
    public static final OptionType<Boolean> BOOLEAN = new OptionType<>("boolean", OptionType::parseBoolean);
    /** A whole number of 32 bits. */
    public static final OptionType<Integer> INTEGER = new OptionType<>("integer", Integer::valueOf);
    /** A whole number of 64 bits. */
    public static final OptionType<Long> LONG = new OptionType<>("long", Long::valueOf);
    /** A duration such as {@code 30 s}, {@code 500ms}, {@code 1 min}; a bare number counts milliseconds, as in Apache Flink. */
    public static final OptionType<Duration> DURATION = new OptionType<>("duration", DurationText::parse);
    /** An absolute URI. */
    public static final OptionType<URI> URI_TYPE = new OptionType<>("URI", URI::create);
    /** Texts separated by {@code ;} or {@code ,}. */
    public static final OptionType<List<String>> LIST = new OptionType<>("list", OptionType::parseList);
    /** Pairs {@code key:value} separated by {@code ,}. */
    public static final OptionType<Map<String, String>> MAP = new OptionType<>("map", OptionType::parseMap);

    private final String name;
    private final Function<String, T> parser;

    private OptionType(String name, Function<String, T> parser) {
        this.name = name;
        this.parser = parser;
    }

    /** One of the constants of an enum, in lower case with {@code -} for {@code _}; any case is accepted. */
    public static <E extends Enum<E>> OptionType<E> oneOf(Class<E> constants) {
        String names = Arrays.stream(constants.getEnumConstants())
                .map(OptionType::lower)
                .collect(Collectors.joining(" | "));
        return new OptionType<>(
                names,
                text -> Arrays.stream(constants.getEnumConstants())
                        .filter(constant -> lower(constant)
                                .equals(text.toLowerCase(Locale.ROOT).replace('_', '-')))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("it is none of " + names)));
    }

    /** A type of a backend's own: {@code parser} throws {@link IllegalArgumentException} with a reason for what it refuses. */
    public static <T> OptionType<T> of(String name, Function<String, T> parser) {
        return new OptionType<>(name, parser);
    }

    /** The name as printed in the reference. */
    public String name() {
        return name;
    }

    /**
     * The value of a text; blanks around it do not count.
     *
     * @throws IllegalArgumentException with the reason when the text is no value of this type
     */
    public T parse(String text) {
        try {
            return parser.apply(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("it is no " + name, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private static Boolean parseBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is neither true nor false");
        };
    }

    private static List<String> parseList(String text) {
        return Arrays.stream(text.split("[;,]"))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toUnmodifiableList());
    }

    private static Map<String, String> parseMap(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : text.split(",")) {
            int colon = part.indexOf(':');
            if (colon < 0 && !part.isBlank()) {
                throw new IllegalArgumentException("each pair needs a ':' between key and value");
            }
            // The message must not hold the value: it may be a secret.
            if (colon >= 0
                    && pairs.put(
                                    part.substring(0, colon).trim(),
                                    part.substring(colon + 1).trim())
                            != null) {
                throw new IllegalArgumentException("a key is given twice");
            }
        }
        return Collections.unmodifiableMap(pairs);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
