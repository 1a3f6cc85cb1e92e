package io.haservices.cli.cluster;

import io.haservices.HighAvailabilityOptions;
import io.haservices.HighAvailabilityServices;
import io.haservices.cli.console.Console;
import io.haservices.config.Configuration;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.core.wiring.Installation;
import io.haservices.errors.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cluster that a command is about, as configured around it. */
public final class Cluster {
    private final Console console;
    private @Nullable Installation installation;

    /** Looks for nothing yet. */
    public Cluster(Console console) {
        this.console = console;
    }

    /** Where the command prints. */
    public Console console() {
        return console;
    }

    /** What is installed: in {@code lib}, and in the configured folder of plugins, else in {@code plugins} if that is there. */
    public Installation installation() {
        if (installation == null) {
            Settings settings = Settings.of(console);
            installation = Installation.of(
                    Cluster.class.getClassLoader(),
                    settings.confDir().orElse(null),
                    settings.environment(),
                    settings.definitions(),
                    plugins().orElse(null));
        }
        return installation;
    }

    private Optional<Path> plugins() {
        return console.surroundings()
                .home()
                .map(home -> home.resolve("plugins"))
                .filter(Files::isDirectory);
    }

    /** All values, read but not checked. */
    public LoadedConfiguration load() {
        Settings settings = Settings.of(console);
        return installation().load(settings.confDir().orElse(null), settings.environment(), settings.definitions());
    }

    /** Opens the services, waits until they are connected, does the work, and closes them whatever happens. */
    public <T> T call(Function<HighAvailabilityServices, T> work) {
        return call(UnaryOperator.identity(), work);
    }

    /** As {@link #call(Function)}, with values that the command itself sets. */
    public <T> T call(UnaryOperator<Configuration> adjustment, Function<HighAvailabilityServices, T> work) {
        LoadedConfiguration loaded = load();
        Configuration adjusted = adjustment.apply(withinLimit(loaded.configuration()));
        HighAvailabilityServices services =
                installation().open(new LoadedConfiguration(adjusted, loaded.origins(), loaded.warnings()));
        // Where no session was ever had, none has to be ended.
        Duration patience = Duration.ZERO;
        try {
            services.awaitConnected(console.options().timeout());
            patience = Duration.ofSeconds(3);
            return work.apply(services);
        } finally {
            Closing.within(patience, services);
        }
    }

    // A single answer is not awaited longer than the time limit of the command.
    private Configuration withinLimit(Configuration configuration) {
        Duration limit = console.options().timeout();
        try {
            if (configuration.get(HighAvailabilityOptions.REQUEST_TIMEOUT).compareTo(limit) <= 0) {
                return configuration;
            }
        } catch (ConfigurationException e) {
            // Opening tells it, together with all other problems.
            return configuration;
        }
        return configuration.with(HighAvailabilityOptions.REQUEST_TIMEOUT.key(), limit.toMillis() + " ms");
    }
}
