package io.haservices.core.storage.file;

import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageTck;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTckTest extends StorageTck {
    @TempDir
    static Path folder;

    private static @Nullable FileStorageFixture fixture;

    @Override
    protected StorageFixture fixture() {
        if (fixture == null) {
            fixture = new FileStorageFixture(folder);
        }
        return fixture;
    }
}
