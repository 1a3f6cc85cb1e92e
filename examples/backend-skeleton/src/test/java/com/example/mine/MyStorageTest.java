package com.example.mine;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageTck;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

class MyStorageTest extends StorageTck {
    @Override
    protected StorageFixture fixture() {
        return new StorageFixture() {
            @Override
            public URI newRoot() {
                return URI.create("mine:///" + UUID.randomUUID());
            }

            @Override
            public Storage open(URI root) {
                return new MyStorageProvider().open(root, Configuration.of(Map.of()));
            }

            // Each further method that is overridden here has more of the promises tested: begin with
            // childConfiguration.
        };
    }
}
