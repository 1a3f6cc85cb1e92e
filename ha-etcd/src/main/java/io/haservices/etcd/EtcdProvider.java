package io.haservices.etcd;

import io.grpc.ManagedChannelProvider;
import io.haservices.HighAvailabilityOptions;
import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Coordination over etcd, from version 3.4 on. */
public final class EtcdProvider implements CoordinationProvider {
    /** For {@link java.util.ServiceLoader}. */
    public EtcdProvider() {}

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return EtcdOptions.all();
    }

    @Override
    public List<String> validate(Configuration configuration) {
        String clusterId;
        try {
            clusterId = configuration.get(HighAvailabilityOptions.CLUSTER_ID);
        } catch (ConfigurationException e) {
            // Whoever owns that option reports it.
            clusterId = "default";
        }
        return EtcdSettings.problems(configuration, clusterId);
    }

    @Override
    public Map<String, String> describe() {
        return Map.of("etcd client", clientVersion());
    }

    @Override
    public Coordination open(CoordinationContext context) {
        EtcdSettings settings = EtcdSettings.of(context.configuration(), context.clusterId());
        return EtcdCoordination.open(settings, context.clock(), context.requestTimeout());
    }

    static String clientVersion() {
        return "gRPC " + versionOf(ManagedChannelProvider.class);
    }

    private static String versionOf(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("of an unknown version");
    }
}
