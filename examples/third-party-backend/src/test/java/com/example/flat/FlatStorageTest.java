package com.example.flat;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageTck;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

class FlatStorageTest extends StorageTck {
    @TempDir
    static Path folder;

    @Override
    protected StorageFixture fixture() {
        return new StorageFixture() {
            @Override
            public URI newRoot() {
                return URI.create("flat://" + folder.resolve(UUID.randomUUID().toString()));
            }

            @Override
            public Storage open(URI root) {
                return new FlatStorageProvider().open(root, Configuration.of(Map.of()));
            }

            /** Other processes need nothing but the root: so the TCK can start some and kill them. */
            @Override
            public Optional<Configuration> childConfiguration() {
                return Optional.of(Configuration.of(Map.of()));
            }
        };
    }
}
