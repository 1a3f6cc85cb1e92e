package io.haservices.core.wiring;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.core.storage.file.FileStorageProvider;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.StorageProvider;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Files, with a count of the storages that are open. */
public final class TestStorageProvider implements StorageProvider {
    static final AtomicInteger OPEN = new AtomicInteger();
    static final AtomicInteger OPENED = new AtomicInteger();

    /** For {@link java.util.ServiceLoader}. */
    public TestStorageProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("counted");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        OPEN.incrementAndGet();
        OPENED.incrementAndGet();
        return new Counted(new FileStorageProvider().open(URI.create("file:" + root.getPath()), configuration));
    }

    private record Counted(Storage files) implements Storage {
        @Override
        public URI root() {
            return files.root();
        }

        @Override
        public Set<StorageCapability> capabilities() {
            return files.capabilities();
        }

        @Override
        public long write(BlobName name, BlobSource source) {
            return files.write(name, source);
        }

        @Override
        public InputStream open(BlobName name) {
            return files.open(name);
        }

        @Override
        public List<BlobName> list(String prefix) {
            return files.list(prefix);
        }

        @Override
        public void delete(Collection<BlobName> names) {
            files.delete(names);
        }

        @Override
        public List<IncompleteWrite> incomplete(String prefix) {
            return files.incomplete(prefix);
        }

        @Override
        public void discard(Collection<IncompleteWrite> writes) {
            files.discard(writes);
        }

        @Override
        public void probe() {
            files.probe();
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }
}
