package io.haservices.core.discovery.probe;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.config.OptionType;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** Of {@link ProbeStorage}. */
public final class ProbeStorageProvider implements StorageProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("probe");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return List.of(ConfigOption.of("high-availability.probe.option", OptionType.STRING)
                .describedAs("Under " + ContextName.now()));
    }

    @Override
    public List<String> validate(URI root, Configuration configuration) {
        return List.of(ContextName.now());
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        if (root.getPath().contains("absent")) {
            throw Absentee.missed();
        }
        return new ProbeStorage(root);
    }
}
