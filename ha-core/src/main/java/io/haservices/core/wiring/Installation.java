package io.haservices.core.wiring;

import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import io.haservices.HighAvailabilityServices;
import io.haservices.config.Configuration;
import io.haservices.core.config.ConfigurationCheck;
import io.haservices.core.config.ConfigurationLoader;
import io.haservices.core.config.Findings;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.core.config.OptionCatalog;
import io.haservices.core.discovery.Backends;
import io.haservices.core.discovery.CodeSources;
import io.haservices.errors.ConfigurationException;
import io.haservices.errors.HaException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backends of one class loader and of plugins, and all that can be done with a configuration and them. Immutable. */
public final class Installation {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

    private final Backends backends;
    private final OptionCatalog catalog;

    private Installation(Backends backends) {
        this.backends = backends;
        this.catalog = ConfigurationCheck.catalog(backends.options());
    }

    /** What this class loader sees. */
    public static Installation of(ClassLoader loader) {
        return new Installation(Backends.installed(loader));
    }

    /** What this class loader sees, and the plugins in the folder that {@code high-availability.plugins.dir} names, if it does. */
    public static Installation of(ClassLoader loader, Configuration configuration) {
        Backends backends = Backends.installed(loader);
        return new Installation(
                PluginsDir.of(configuration).map(backends::withPlugins).orElse(backends));
    }

    /**
     * As {@link #of(ClassLoader, Configuration)}, with the configuration that {@link #load} will find in the same places. What
     * of it cannot be read is for that to tell.
     *
     * @param plugins the folder of plugins when the configuration names none; null for no plugins then
     */
    public static Installation of(
            ClassLoader loader,
            @Nullable Path folder,
            Map<String, String> environment,
            List<String> definitions,
            @Nullable Path plugins) {
        Backends backends = Backends.installed(loader);
        return new Installation(PluginsDir.of(folder, environment, definitions)
                .or(() -> Optional.ofNullable(plugins))
                .map(backends::withPlugins)
                .orElse(backends));
    }

    /** The class loader of the current thread; without one, that of this class. */
    public static ClassLoader currentLoader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? Installation.class.getClassLoader() : loader;
    }

    /** The backends and their jars. */
    public Backends backends() {
        return backends;
    }

    /** Every option that is understood. */
    public OptionCatalog catalog() {
        return catalog;
    }

    /** Where this class itself was loaded from. */
    public static String home() {
        return CodeSources.of(Installation.class);
    }

    /**
     * Reads a configuration without checking it.
     *
     * @param folder where the file lies, or null to read none
     * @param environment usually {@link System#getenv()}
     * @param definitions texts {@code key=value}, above all others (CF-04)
     * @throws ConfigurationException with all that cannot be read
     */
    public LoadedConfiguration load(@Nullable Path folder, Map<String, String> environment, List<String> definitions) {
        return new ConfigurationLoader(catalog).load(folder, environment, definitions);
    }

    /** All that is wrong or odd, found without connecting to anything (CF-03). */
    public Validation validate(LoadedConfiguration loaded) {
        Findings ofBackends = new Findings();
        backends.problem().ifPresent(problem -> ofBackends.problem(PluginsDir.named(loaded, problem)));
        Optional<Selection> selection = new Selector(backends, catalog, loaded, ofBackends).select();
        Findings findings = new Findings();
        backends.broken().forEach(broken -> findings.warning("a backend cannot be loaded: " + broken + "."));
        ConfigurationCheck.check(catalog, loaded, ofBackends.problems(), findings);
        ofBackends.problems().forEach(findings::problem);
        return new Validation(findings.problems(), findings.warnings(), selection);
    }

    /** All that is wrong, found by really connecting and writing as well, within about the time limit (CF-13). */
    public List<String> check(LoadedConfiguration loaded, Duration limit) {
        return check(loaded, limit, note -> {}, promise -> {});
    }

    /**
     * As {@link #check(LoadedConfiguration, Duration)}.
     *
     * @param notes is told, in sentences, what works otherwise than configured
     * @param promises is told what the configured and the negotiated times promise together (CF-16)
     */
    public List<String> check(
            LoadedConfiguration loaded, Duration limit, Consumer<String> notes, Consumer<String> promises) {
        Validation validation = validate(loaded);
        return validation.problems().isEmpty()
                ? new LiveCheck(validation.orThrow(), limit, notes, promises).problems()
                : validation.problems();
    }

    /**
     * Opens the services. Does not wait for connections. When anything fails, all that was opened before is closed.
     *
     * @throws ConfigurationException with all problems
     */
    public HighAvailabilityServices open(LoadedConfiguration loaded) {
        try {
            return Guice.createInjector(new HighAvailabilityModule(this, loaded))
                    .getInstance(HighAvailabilityServices.class);
        } catch (ProvisionException e) {
            throw cause(e);
        }
    }

    /** The checked selection; warnings go to the log. */
    Selection select(LoadedConfiguration loaded) {
        Validation validation = validate(loaded);
        validation.warnings().forEach(LOG::warn);
        return validation.orThrow();
    }

    private static RuntimeException cause(ProvisionException e) {
        Throwable failure = e;
        for (int depth = 0; failure != null && depth < 20; depth++) {
            if (failure instanceof HaException ours) {
                return ours;
            }
            failure = failure.getCause();
        }
        return new HaException("opening failed: " + e.getMessage(), e);
    }
}
