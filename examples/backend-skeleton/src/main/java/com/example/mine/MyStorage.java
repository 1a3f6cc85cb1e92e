package com.example.mine;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The promises of each method are in the Javadoc of {@link Storage}, and numbered in docs/spec/storage.md. */
final class MyStorage implements Storage {
    private final URI root;

    MyStorage(URI root) {
        this.root = root;
    }

    @Override
    public URI root() {
        return root;
    }

    /** With {@code PUT_IF_ABSENT} or {@code COMPARE_AND_SET}, override their methods too. */
    @Override
    public Set<StorageCapability> capabilities() {
        return Set.of();
    }

    @Override
    public long write(BlobName name, BlobSource source) {
        throw ToBeBuilt.method("MyStorage.write");
    }

    @Override
    public InputStream open(BlobName name) {
        throw ToBeBuilt.method("MyStorage.open");
    }

    @Override
    public List<BlobName> list(String prefix) {
        throw ToBeBuilt.method("MyStorage.list");
    }

    @Override
    public void delete(Collection<BlobName> names) {
        throw ToBeBuilt.method("MyStorage.delete");
    }

    @Override
    public List<IncompleteWrite> incomplete(String prefix) {
        throw ToBeBuilt.method("MyStorage.incomplete");
    }

    @Override
    public void discard(Collection<IncompleteWrite> writes) {
        throw ToBeBuilt.method("MyStorage.discard");
    }

    @Override
    public void probe() {
        throw ToBeBuilt.method("MyStorage.probe");
    }

    @Override
    public void close() {
        // Release connections and threads here.
    }
}
