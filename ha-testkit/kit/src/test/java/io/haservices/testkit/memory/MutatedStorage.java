package io.haservices.testkit.memory;

import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageTck;
import java.net.URI;
import java.util.function.BiFunction;

/** The TCK for whichever storage is under test; run by {@link StorageMutantsTest}, not by the build. */
class MutatedStorage extends StorageTck {
    static final ThreadLocal<BiFunction<URI, InMemoryBlobs, Storage>> STORAGE =
            ThreadLocal.withInitial(() -> InMemoryStorage::new);

    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture(STORAGE.get());
    }
}
