package io.haservices.core.storage.file;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Storage for {@code file:} URIs: a directory that every process of the cluster sees, on a local disk or on NFS. */
public final class FileStorageProvider implements StorageProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of();
    }

    @Override
    public List<String> validate(URI root, Configuration configuration) {
        if (root.getAuthority() != null) {
            // Without what stands before the '@': it may be a password.
            String host = root.getAuthority().substring(root.getAuthority().lastIndexOf('@') + 1);
            return List.of(
                    "the directory of 'file://" + host + root.getPath() + "' must be absolute, but after two slashes '"
                            + host + "' is a host; write file:///" + host + root.getPath() + ".");
        }
        if (root.getPath() == null || !root.getPath().startsWith("/")) {
            return List.of("the directory of '" + root + "' must be absolute; write for example file:///var/lib/ha.");
        }
        if (root.getQuery() != null || root.getFragment() != null) {
            return List.of("'" + root + "' must not hold '?' or '#'; write %3F or %23 for them.");
        }
        return List.of();
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        List<String> problems = validate(root, configuration);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new FileStorage(root, Path.of(root));
    }
}
