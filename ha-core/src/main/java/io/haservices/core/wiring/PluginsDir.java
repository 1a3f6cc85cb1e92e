package io.haservices.core.wiring;

import io.haservices.HighAvailabilityOptions;
import io.haservices.config.Configuration;
import io.haservices.core.config.ConfigurationCheck;
import io.haservices.core.config.ConfigurationLoader;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.errors.ConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the plugins are. Has to be known before the rest of a configuration can be understood, for it brings options. */
final class PluginsDir {
    private PluginsDir() {}

    static Optional<Path> of(Configuration configuration) {
        return configuration.find(HighAvailabilityOptions.PLUGINS_DIR).map(PluginsDir::path);
    }

    static Optional<Path> of(@Nullable Path folder, Map<String, String> environment, List<String> definitions) {
        ConfigurationLoader loader = new ConfigurationLoader(ConfigurationCheck.catalog(List.of()));
        try {
            return of(loader.load(folder, environment, definitions).configuration());
        } catch (ConfigurationException e) {
            // Will be told, with all other problems, when the whole is read.
            return Optional.empty();
        }
    }

    /** A problem with the folder, and where it was named. */
    static String named(LoadedConfiguration loaded, String problem) {
        return loaded.configuration()
                .givenKey(HighAvailabilityOptions.PLUGINS_DIR)
                .map(key -> loaded.named(key) + ": " + problem)
                .orElse(problem);
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new ConfigurationException("'" + HighAvailabilityOptions.PLUGINS_DIR.key()
                    + "' is no path of a folder: " + e.getReason() + ".");
        }
    }
}
