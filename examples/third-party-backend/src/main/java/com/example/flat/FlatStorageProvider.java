package com.example.flat;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Storage for {@code flat:///path/of/a/folder}. The only class of this backend that HA Services names. */
public final class FlatStorageProvider implements StorageProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("flat");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public List<String> validate(URI root, Configuration configuration) {
        boolean absolute = root.getPath() != null && root.getPath().startsWith("/") && root.getAuthority() == null;
        return absolute ? List.of() : List.of("'" + root + "' names no folder: write flat:///path/of/a/folder.");
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        List<String> problems = validate(root, configuration);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new FlatStorage(root, Path.of(root.getPath()));
    }
}
