package io.haservices.config;

import io.haservices.errors.ConfigurationException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Values by dotted key, as read from files, environment and command line (CF-01). Immutable. Reading parses; a value that
 * does not fit its option is an error that names key, value and what would fit.
 */
public final class Configuration {
    private final Map<String, String> values;

    private Configuration(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** With these values by dotted key. */
    public static Configuration of(Map<String, String> values) {
        return new Configuration(values);
    }

    /** A copy with one more value, which replaces a former one of the same key. */
    public Configuration with(String key, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(key, value);
        return new Configuration(more);
    }

    /** All values by dotted key, sorted; secrets are in it in the clear. */
    public Map<String, String> asMap() {
        return values;
    }

    /**
     * The value given for an option, else its default.
     *
     * @throws ConfigurationException when the value does not fit, or there is neither a value nor a default
     */
    public <T> T get(ConfigOption<T> option) {
        return find(option)
                .orElseThrow(
                        () -> new ConfigurationException("'" + option.key() + "' is not set. " + option.description()));
    }

    /**
     * The value given for an option under its key or a deprecated one, else its default, else nothing. A blank value counts as not given.
     *
     * @throws ConfigurationException when the value does not fit
     */
    public <T> Optional<T> find(ConfigOption<T> option) {
        Optional<String> key = givenKey(option);
        if (key.isEmpty()) {
            return option.defaultValue();
        }
        String text = values.getOrDefault(key.get(), "");
        try {
            return Optional.of(option.type().parse(text));
        } catch (IllegalArgumentException e) {
            String shown = option.secret() ? "the value" : "'" + text + "'";
            throw new ConfigurationException("'" + key.get() + "': " + shown + " does not fit the type "
                    + option.type().name() + ": " + e.getMessage());
        }
    }

    /** The key under which a value was given for this option: its own, else an alias, else a deprecated one, else none. */
    public Optional<String> givenKey(ConfigOption<?> option) {
        if (given(option.key())) {
            return Optional.of(option.key());
        }
        return Stream.concat(option.aliases().stream(), option.deprecatedKeys().stream())
                .filter(this::given)
                .findFirst();
    }

    private boolean given(String key) {
        return !values.getOrDefault(key, "").isBlank();
    }

    /** The keys only: values may be secrets. */
    @Override
    public String toString() {
        return "Configuration" + values.keySet();
    }
}
