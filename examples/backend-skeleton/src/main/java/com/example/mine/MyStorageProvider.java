package com.example.mine;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Storage for {@code mine://...}. */
public final class MyStorageProvider implements StorageProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("mine");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        return new MyStorage(root);
    }
}
