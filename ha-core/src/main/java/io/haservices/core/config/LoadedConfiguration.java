package io.haservices.core.config;

import io.haservices.config.Configuration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A configuration, and where each value of it was written.
 *
 * @param configuration the values
 * @param origins by key, for every value
 * @param warnings what was odd while reading, one sentence each
 */
public record LoadedConfiguration(Configuration configuration, Map<String, Origin> origins, List<String> warnings) {
    /** Copies. */
    public LoadedConfiguration {
        origins = Collections.unmodifiableMap(new TreeMap<>(origins));
        warnings = List.copyOf(warnings);
    }

    /** Values that no file holds. */
    public static LoadedConfiguration of(Configuration configuration) {
        return new LoadedConfiguration(configuration, Map.of(), List.of());
    }

    /** Where the value of a key was written. */
    public Origin origin(String key) {
        return origins.getOrDefault(key, Origin.PROGRAM);
    }

    /** How messages name a key: with the place where it is written, if that is known. */
    public String named(String key) {
        Origin origin = origin(key);
        return origin.equals(Origin.PROGRAM) ? "'" + key + "'" : "'" + key + "' (" + origin + ")";
    }
}
