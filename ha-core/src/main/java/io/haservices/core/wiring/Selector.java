package io.haservices.core.wiring;

import io.haservices.HighAvailabilityOptions;
import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.core.config.ClusterIds;
import io.haservices.core.config.Findings;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.core.config.OptionCatalog;
import io.haservices.core.config.Secrets;
import io.haservices.core.discovery.Backends;
import io.haservices.core.discovery.Installed;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.storage.StorageProvider;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the backends that a configuration names, and lets them say what is wrong (CF-09, CF-10, CF-12). */
final class Selector {
    // What Flink's files call "no high availability".
    private static final Set<String> NONE = Set.of("none", "standalone");

    private final Backends backends;
    private final LoadedConfiguration loaded;
    private final Configuration configuration;
    private final Secrets secrets;
    private final Findings findings;

    Selector(Backends backends, OptionCatalog catalog, LoadedConfiguration loaded, Findings findings) {
        this.backends = backends;
        this.loaded = loaded;
        this.configuration = loaded.configuration();
        this.secrets = new Secrets(catalog);
        this.findings = findings;
    }

    /** The selection, unless something is missing for it; what is wrong is added to the findings. */
    Optional<Selection> select() {
        Optional<Installed<CoordinationProvider>> coordination = coordination();
        Optional<URI> root = root();
        Optional<Installed<StorageProvider>> storage = root.flatMap(this::storage);
        if (coordination.isEmpty() || storage.isEmpty() || root.isEmpty()) {
            return Optional.empty();
        }
        String clusterId = ClusterIds.normalized(configuration.get(HighAvailabilityOptions.CLUSTER_ID));
        return Optional.of(new Selection(configuration, clusterId, coordination.get(), storage.get(), root.get()));
    }

    private Optional<Installed<CoordinationProvider>> coordination() {
        ConfigOption<String> option = HighAvailabilityOptions.MODE;
        Optional<String> key = configuration.givenKey(option);
        String mode = configuration.find(option).orElse("");
        String named = loaded.named(key.orElse(option.key()));
        if (key.isEmpty()) {
            findings.problem("'" + option.key() + "' is not set: name the coordination backend. "
                    + backends.coordinationInventory());
            return Optional.empty();
        }
        if (NONE.contains(mode.toLowerCase(Locale.ROOT))) {
            findings.problem(named + ": '" + mode + "' means no high availability, and then there is nothing to open."
                    + " Name a coordination backend. " + backends.coordinationInventory());
            return Optional.empty();
        }
        Optional<Installed<CoordinationProvider>> found =
                backends.coordination(mode, problem -> findings.problem(named + ": " + problem));
        found.ifPresent(one -> ask(one, () -> one.provider().validate(configuration)));
        return found;
    }

    private Optional<URI> root() {
        ConfigOption<URI> option = HighAvailabilityOptions.STORAGE_DIR;
        Optional<String> key = configuration.givenKey(option);
        if (key.isEmpty()) {
            findings.problem("'" + option.key() + "' is not set: say where metadata is kept, for instance"
                    + " file:///var/lib/ha. " + backends.storageInventory());
            return Optional.empty();
        }
        try {
            return configuration.find(option);
        } catch (ConfigurationException e) {
            // Said already where all values are checked.
            return Optional.empty();
        }
    }

    private Optional<Installed<StorageProvider>> storage(URI root) {
        String key = configuration.givenKey(HighAvailabilityOptions.STORAGE_DIR).orElseThrow();
        String shown = secrets.shown(key, root.toString());
        if (root.getScheme() == null) {
            String example = root.toString().startsWith("/") ? "file://" + shown : "file:///var/lib/ha";
            findings.problem(loaded.named(key) + ": '" + shown + "' has no scheme; write for example " + example + ". "
                    + backends.storageInventory());
            return Optional.empty();
        }
        Optional<Installed<StorageProvider>> found =
                backends.storage(root.getScheme(), problem -> findings.problem(loaded.named(key) + ": " + problem));
        found.ifPresent(one -> ask(one, () -> one.provider().validate(root, configuration)));
        return found;
    }

    /** A backend that cannot even check is wrong itself, and no reason to keep silent about the other problems. */
    private void ask(Installed<?> backend, Supplier<List<String>> check) {
        try {
            check.get().forEach(findings::problem);
        } catch (ConfigurationException e) {
            e.problems().forEach(findings::problem);
        } catch (RuntimeException | LinkageError e) {
            findings.problem("the backend " + backend + " failed to check the configuration: " + e);
        }
    }
}
