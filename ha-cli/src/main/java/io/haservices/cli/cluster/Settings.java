package io.haservices.cli.cluster;

import io.haservices.cli.console.Console;
import io.haservices.cli.console.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where configuration comes from, lowest first.
 *
 * @param confDir the folder with {@code ha.yaml}; absent when there is neither an option, nor a variable, nor a home
 * @param environment the environment variables
 * @param overrides the values of {@code -D}
 */
public record Settings(Optional<Path> confDir, Map<String, String> environment, Map<String, String> overrides) {
    /** As options and environment of a command say. */
    public static Settings of(Console console) {
        Surroundings surroundings = console.surroundings();
        @Nullable Path given = console.options().conf();
        Optional<Path> confDir = given != null
                ? Optional.of(given)
                : surroundings
                        .variable("HA_CONF_DIR")
                        .map(Path::of)
                        .or(() -> surroundings.home().map(home -> home.resolve("conf")));
        return new Settings(
                confDir, surroundings.environment(), console.options().overrides());
    }

    /** The values of {@code -D} as texts {@code key=value}. */
    public List<String> definitions() {
        return overrides.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .toList();
    }
}
