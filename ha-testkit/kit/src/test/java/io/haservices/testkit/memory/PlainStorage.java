package io.haservices.testkit.memory;

import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.Tagged;
import io.haservices.values.Bytes;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** A storage in memory without any capability. */
class PlainStorage extends InMemoryStorage {
    PlainStorage(URI root, InMemoryBlobs blobs) {
        super(root, blobs);
    }

    @Override
    public Set<StorageCapability> capabilities() {
        return Set.of();
    }

    @Override
    public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        throw new UnsupportedCapabilityException("putIfAbsent is not supported by " + root());
    }

    @Override
    public ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
        throw new UnsupportedCapabilityException("compareAndSet is not supported by " + root());
    }

    @Override
    public Optional<Tagged> readTagged(BlobName name) {
        throw new UnsupportedCapabilityException("compareAndSet is not supported by " + root());
    }
}
