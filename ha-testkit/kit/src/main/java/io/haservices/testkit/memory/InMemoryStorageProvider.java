package io.haservices.testkit.memory;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds in-memory storage by {@code memory:} URIs such as {@code memory:///tests}. All that open the same URI in this JVM share
 * its blobs, which live as long as the JVM.
 */
public final class InMemoryStorageProvider implements StorageProvider {
    private static final Map<URI, InMemoryBlobs> ROOTS = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public InMemoryStorageProvider() {}

    /** The blobs under a root, for faults. */
    public static InMemoryBlobs blobs(URI root) {
        return ROOTS.computeIfAbsent(root, missing -> new InMemoryBlobs());
    }

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        return new InMemoryStorage(root, blobs(root));
    }
}
