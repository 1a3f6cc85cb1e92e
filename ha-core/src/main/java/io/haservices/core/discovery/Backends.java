package io.haservices.core.discovery;

import io.haservices.config.ConfigOption;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.storage.StorageProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The backends that a class loader sees, and those of plugins, found with {@link java.util.ServiceLoader} (CF-09, CF-10,
 * CF-14). Immutable.
 */
public final class Backends {
    private static final Discovery<CoordinationProvider> COORDINATION = new Discovery<>(
            CoordinationProvider.class, provider -> Set.of(provider.name()), CoordinationProvider::options);
    private static final Discovery<StorageProvider> STORAGE =
            new Discovery<>(StorageProvider.class, StorageProvider::schemes, StorageProvider::options);

    private final Discovered<CoordinationProvider> coordination;
    private final Discovered<StorageProvider> storage;
    private final Optional<String> problem;

    private Backends(
            Discovered<CoordinationProvider> coordination,
            Discovered<StorageProvider> storage,
            Optional<String> problem) {
        this.coordination = coordination;
        this.storage = storage;
        this.problem = problem;
    }

    /** Those that are installed where this class loader looks. */
    public static Backends installed(ClassLoader loader) {
        return new Backends(COORDINATION.on(loader), STORAGE.on(loader), Optional.empty());
    }

    /** Those as well that lie in the folders of a folder of plugins. */
    public Backends withPlugins(Path folder) {
        if (!Files.isDirectory(folder)) {
            return withProblem("the folder of plugins " + folder + " does not exist or is no folder.");
        }
        try {
            return with(new PluginFolders(folder));
        } catch (IOException e) {
            return withProblem("the folder of plugins " + folder + " cannot be read: " + e + ".");
        }
    }

    private Backends with(PluginFolders folders) {
        List<Installed<CoordinationProvider>> coordinations = new ArrayList<>();
        List<Installed<StorageProvider>> storages = new ArrayList<>();
        List<Broken> brokenCoordinations = new ArrayList<>(folders.broken());
        List<Broken> brokenStorages = new ArrayList<>(folders.broken());
        for (Plugin plugin : folders.plugins()) {
            Discovered<CoordinationProvider> ofCoordination = COORDINATION.in(plugin);
            Discovered<StorageProvider> ofStorage = STORAGE.in(plugin);
            coordinations.addAll(ofCoordination.installed());
            storages.addAll(ofStorage.installed());
            brokenCoordinations.addAll(ofCoordination.broken());
            brokenStorages.addAll(ofStorage.broken());
            if (ofCoordination.isEmpty() && ofStorage.isEmpty()) {
                Broken without = new Broken(
                        "plugin '" + plugin.name() + "'",
                        plugin.folder().toString(),
                        "none of its jars names a backend in META-INF/services; put the backend's jar there too, or"
                                + " remove the folder");
                brokenCoordinations.add(without);
                brokenStorages.add(without);
            }
        }
        return new Backends(
                coordination.and(coordinations, brokenCoordinations), storage.and(storages, brokenStorages), problem);
    }

    private Backends withProblem(String sentence) {
        return new Backends(coordination, storage, Optional.of(sentence));
    }

    /** Why there are no plugins although a folder of plugins was given, in a sentence. */
    public Optional<String> problem() {
        return problem;
    }

    /** All that could not be loaded, each once. */
    public List<Broken> broken() {
        return Stream.concat(coordination.broken().stream(), storage.broken().stream())
                .distinct()
                .toList();
    }

    /** The coordination backends, the broken ones among them. */
    public Discovered<CoordinationProvider> coordination() {
        return coordination;
    }

    /** The storages, the broken ones among them. */
    public Discovered<StorageProvider> storage() {
        return storage;
    }

    /** The backend of this name, any case; otherwise {@code problem} is told why not, with all candidates and their jars. */
    public Optional<Installed<CoordinationProvider>> coordination(String name, Consumer<String> problem) {
        return coordination.select(name.toLowerCase(Locale.ROOT), "coordination backend", problem);
    }

    /** The storage of this scheme, any case; otherwise {@code problem} is told why not, with all candidates and their jars. */
    public Optional<Installed<StorageProvider>> storage(String scheme, Consumer<String> problem) {
        return storage.select(scheme.toLowerCase(Locale.ROOT), "storage for the scheme", problem);
    }

    /** The coordination backends in a sentence. */
    public String coordinationInventory() {
        return coordination.inventory();
    }

    /** The storages in a sentence. */
    public String storageInventory() {
        return storage.inventory();
    }

    /** The options of all backends. */
    public List<ConfigOption<?>> options() {
        return Stream.concat(
                        coordination.installed().stream().flatMap(one -> one.provider().options().stream()),
                        storage.installed().stream().flatMap(one -> one.provider().options().stream()))
                .<ConfigOption<?>>map(option -> option)
                .distinct()
                .toList();
    }

    /** The backends that an option belongs to; none, when it is one of the services themselves. */
    public List<Installed<?>> owners(ConfigOption<?> option) {
        return Stream.<Installed<?>>concat(
                        coordination.installed().stream()
                                .filter(one -> one.provider().options().contains(option)),
                        storage.installed().stream()
                                .filter(one -> one.provider().options().contains(option)))
                .toList();
    }
}
