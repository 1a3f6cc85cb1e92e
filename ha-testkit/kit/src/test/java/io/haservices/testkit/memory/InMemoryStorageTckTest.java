package io.haservices.testkit.memory;

import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageTck;

class InMemoryStorageTckTest extends StorageTck {
    @Override
    protected StorageFixture fixture() {
        return new MemoryStorageFixture(InMemoryStorage::new);
    }
}
