package io.haservices.spi.storage;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * How a storage is found: with {@link java.util.ServiceLoader}, by the scheme of {@code high-availability.storageDir}. The
 * only class of a backend that others see. Its constructor does nothing.
 */
public interface StorageProvider {
    /** URI schemes, in lower case. */
    Set<String> schemes();

    /** Its options, for the reference, validation and "did you mean". */
    List<ConfigOption<?>> options();

    /** What is wrong with root and configuration beyond single values, one sentence a problem; no I/O but on local files. */
    default List<String> validate(URI root, Configuration configuration) {
        return List.of();
    }

    /**
     * Opens the storage. Does no I/O that could block for long; {@link Storage#probe()} does.
     *
     * @throws io.haservices.errors.ConfigurationException when it cannot work
     */
    Storage open(URI root, Configuration configuration);
}
