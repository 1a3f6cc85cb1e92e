package io.haservices.testkit.memory;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.testkit.tck.storage.NumberedBlob;
import io.haservices.testkit.tck.storage.StorageFixture;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
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
    public URI newSmallRoot() {
        URI root = newRoot();
        InMemoryStorageProvider.blobs(root).limitTo(1 << 20);
        return root;
    }

    @Override
    public Optional<Configuration> childConfiguration() {
        return Optional.of(Configuration.of(Map.of()));
    }

    /** A process has a memory of its own, so each is a storage here that nobody closes. */
    @Override
    public int writeUntilKilled(URI root, int atLeast) {
        Storage storage = open(root);
        for (int number = 0; number < atLeast; number++) {
            NumberedBlob blob = new NumberedBlob(number);
            storage.write(blob.name(), blob.source());
        }
        if (storage instanceof Volatile forgetful) {
            forgetful.crash();
        }
        return atLeast;
    }

    @Override
    public void streamWithLittleMemory(URI root, BlobName name, long heap, long length) {
        if (!(open(root) instanceof HoldsWholeBlobs)) {
            throw new UnsupportedFault("the storage in memory holds whole blobs, as its documentation says");
        }
        StorageFixture.super.streamWithLittleMemory(root, name, heap, length);
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

    @Override
    public void makeUnreadable(URI root) {
        InMemoryStorageProvider.blobs(root).makeUnreadable();
    }

    @Override
    public void makeReadable(URI root) {
        InMemoryStorageProvider.blobs(root).heal();
    }

    @Override
    public void loseNextAnswer(URI root) {
        InMemoryStorageProvider.blobs(root).loseNextAnswer();
    }
}
