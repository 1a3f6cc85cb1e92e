package io.haservices.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.HighAvailabilityOptions;
import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.etcd.EtcdProvider;
import io.haservices.zookeeper.ZooKeeperProvider;
import java.util.List;
import java.util.stream.Stream;

/** All options there are, and what becomes of their values. */
final class Values {
    static final OptionCatalog CATALOG = OptionCatalog.of(Stream.of(
                    HighAvailabilityOptions.all(),
                    new ZooKeeperProvider().options(),
                    new EtcdProvider().options(),
                    FlinkOptions.all())
            .flatMap(List::stream)
            .toList());

    private Values() {}

    /** @throws AssertionError when one fails in another way than with a name of its, the one that was given */
    static void areReadOrRefused(Configuration configuration) {
        for (ConfigOption<?> option : CATALOG.options()) {
            try {
                assertThat(configuration.get(option)).isNotNull();
            } catch (ConfigurationException e) {
                assertThat(names(option)).anyMatch(String.valueOf(e.getMessage())::contains);
            }
        }
    }

    private static List<String> names(ConfigOption<?> option) {
        return Stream.of(List.of(option.key()), option.deprecatedKeys(), option.aliases())
                .flatMap(List::stream)
                .toList();
    }
}
