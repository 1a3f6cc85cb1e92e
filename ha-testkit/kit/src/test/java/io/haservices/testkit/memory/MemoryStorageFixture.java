package io.haservices.testkit.memory;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.storage.StorageFixture;
import java.net.URI;
import java.util.UUID;
import java.util.function.BiFunction;

/** Roots in memory, opened as this factory does. */
final class MemoryStorageFixture implements StorageFixture {
    private final BiFunction<URI, InMemoryBlobs, Storage> factory;

    MemoryStorageFixture(BiFunction<URI, InMemoryBlobs, Storage> factory) {
        this.factory = factory;
    }

    @Override
    public URI newRoot() {
        return URI.create("memory:///" + UUID.randomUUID());
    }

    @Override
    public Storage open(URI root) {
        return factory.apply(root, InMemoryStorageProvider.blobs(root));
    }

    @Override
    public void crashAfterWriting(URI root, BlobName name, byte[] content) {
        Storage storage = open(root);
        storage.write(name, BlobSource.of(content));
        if (storage instanceof Volatile forgetful) {
            forgetful.crash();
        }
    }

    @Override
    public void crashWhileWriting(URI root, BlobName name) {
        InMemoryStorageProvider.blobs(root).leaveIncomplete(name);
    }

    @Override
    public void makeUnwritable(URI root) {
        InMemoryStorageProvider.blobs(root).makeReadOnly();
    }

    @Override
    public void makeWritable(URI root) {
        InMemoryStorageProvider.blobs(root).heal();
    }
}
