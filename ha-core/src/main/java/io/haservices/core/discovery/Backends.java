package io.haservices.core.discovery;

import io.haservices.config.ConfigOption;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.storage.StorageProvider;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The backends that a class loader sees, found with {@link java.util.ServiceLoader} (CF-09, CF-10). Immutable. */
public final class Backends {
    private final Discovered<CoordinationProvider> coordination;
    private final Discovered<StorageProvider> storage;

    private Backends(Discovered<CoordinationProvider> coordination, Discovered<StorageProvider> storage) {
        this.coordination = coordination;
        this.storage = storage;
    }

    /** Those that are installed where this class loader looks. */
    public static Backends installed(ClassLoader loader) {
        return new Backends(
                Discovery.of(
                        CoordinationProvider.class,
                        loader,
                        provider -> Set.of(provider.name()),
                        CoordinationProvider::options),
                Discovery.of(StorageProvider.class, loader, StorageProvider::schemes, StorageProvider::options));
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
}
