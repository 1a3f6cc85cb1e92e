package io.haservices.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One option: key, type, default and meaning in one place (CF-01). The reference page is made from these constants.
 * Immutable: each method returns a new option.
 *
 * @param <T> the type of its value
 */
public final class ConfigOption<T> {
    private final String key;
    private final OptionType<T> type;
    private final @Nullable T defaultValue;
    private final String description;
    private final List<String> deprecatedKeys;
    private final List<String> aliases;
    private final boolean secret;
    private final String ignoredBecause;

    private ConfigOption(
            String key,
            OptionType<T> type,
            @Nullable T defaultValue,
            String description,
            List<String> deprecatedKeys,
            List<String> aliases,
            boolean secret,
            String ignoredBecause) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
        this.description = description;
        this.deprecatedKeys = List.copyOf(deprecatedKeys);
        this.aliases = List.copyOf(aliases);
        this.secret = secret;
        this.ignoredBecause = ignoredBecause;
    }

    /** An option without default and description. */
    public static <T> ConfigOption<T> of(String key, OptionType<T> type) {
        return new ConfigOption<>(key, type, null, "", List.of(), List.of(), false, "");
    }

    /** With the value that holds when none is given. */
    public ConfigOption<T> defaultTo(T value) {
        return new ConfigOption<>(key, type, value, description, deprecatedKeys, aliases, secret, ignoredBecause);
    }

    /** With its meaning, in whole sentences, as printed in the reference. */
    public ConfigOption<T> describedAs(String text) {
        return new ConfigOption<>(key, type, defaultValue, text, deprecatedKeys, aliases, secret, ignoredBecause);
    }

    /** With former names: still read, with one warning that names the new key; the first that is given counts. */
    public ConfigOption<T> deprecating(String... keys) {
        List<String> all = new ArrayList<>(deprecatedKeys);
        all.addAll(List.of(keys));
        return new ConfigOption<>(key, type, defaultValue, description, all, aliases, secret, ignoredBecause);
    }

    /** With other keys that mean the same and are read without a warning, for instance Apache Flink's. */
    public ConfigOption<T> alias(String... keys) {
        return new ConfigOption<>(
                key, type, defaultValue, description, deprecatedKeys, List.of(keys), secret, ignoredBecause);
    }

    /** Marks the value as a secret: it is never printed (CF-05). */
    public ConfigOption<T> secretValue() {
        return new ConfigOption<>(key, type, defaultValue, description, deprecatedKeys, aliases, true, ignoredBecause);
    }

    /** Accepted for compatibility, without effect here; {@code reason} is said in a warning. */
    public ConfigOption<T> ignoredBecause(String reason) {
        return new ConfigOption<>(key, type, defaultValue, description, deprecatedKeys, aliases, secret, reason);
    }

    /** The dotted key. */
    public String key() {
        return key;
    }

    /** The type of the value. */
    public OptionType<T> type() {
        return type;
    }

    /** The value that holds when none is given, if there is one. */
    public Optional<T> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** The default as it would be written in a file, or empty when there is none. */
    public String defaultText() {
        return defaultValue == null ? "" : text(defaultValue);
    }

    /** The meaning, in whole sentences. */
    public String description() {
        return description;
    }

    /** Former names, newest first. */
    public List<String> deprecatedKeys() {
        return deprecatedKeys;
    }

    /** Other keys that mean the same; no warning is due. */
    public List<String> aliases() {
        return aliases;
    }

    /** Whether the value must never be printed. */
    public boolean secret() {
        return secret;
    }

    /** Why the option has no effect here, or empty when it has one. */
    public String ignoredReason() {
        return ignoredBecause;
    }

    @Override
    public String toString() {
        return key;
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return DurationText.format(duration);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).collect(Collectors.joining(";"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> e.getKey() + ":" + e.getValue())
                    .collect(Collectors.joining(","));
        }
        return value.toString();
    }
}
