package io.haservices.core.wiring;

import io.haservices.HighAvailabilityOptions;
import io.haservices.config.Configuration;
import io.haservices.core.discovery.Installed;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import io.haservices.values.MonotonicClock;
import java.net.URI;
import java.time.Duration;

/**
 * What a valid configuration selects.
 *
 * @param configuration all values
 * @param clusterId normalized
 * @param coordination the backend of {@code high-availability}
 * @param storage the storage of {@code storageDir}
 * @param root {@code storageDir} itself
 */
public record Selection(
        Configuration configuration,
        String clusterId,
        Installed<CoordinationProvider> coordination,
        Installed<StorageProvider> storage,
        URI root) {
    Storage openStorage() {
        return storage.provider().open(root, configuration);
    }

    Coordination openCoordination() {
        return openCoordination(configuration.get(HighAvailabilityOptions.REQUEST_TIMEOUT));
    }

    Coordination openCoordination(Duration requestTimeout) {
        return coordination
                .provider()
                .open(new CoordinationContext(configuration, clusterId, MonotonicClock.SYSTEM, requestTimeout));
    }
}
