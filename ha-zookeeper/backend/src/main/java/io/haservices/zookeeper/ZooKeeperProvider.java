package io.haservices.zookeeper;

import io.haservices.HighAvailabilityOptions;
import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Coordination over ZooKeeper, with whichever of the client jars 3.4, 3.5 and 3.9 is on the class path. */
public final class ZooKeeperProvider implements CoordinationProvider {
    // Nothing here may link to classes of the client jar: without one, its absence is to be reported, not suffered.

    /** For {@link java.util.ServiceLoader}. */
    public ZooKeeperProvider() {}

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public List<ConfigOption<?>> options() {
        return ZooKeeperOptions.all();
    }

    @Override
    public List<String> validate(Configuration configuration) {
        List<String> problems = new ArrayList<>();
        clientJarProblem().ifPresent(problems::add);
        String clusterId;
        try {
            clusterId = configuration.get(HighAvailabilityOptions.CLUSTER_ID);
        } catch (ConfigurationException e) {
            // Whoever owns that option reports it.
            clusterId = "default";
        }
        problems.addAll(ZooKeeperSettings.problems(configuration, clusterId));
        return problems;
    }

    @Override
    public Map<String, String> describe() {
        Map<String, String> description = new LinkedHashMap<>();
        Optional<String> problem = clientJarProblem();
        if (problem.isPresent()) {
            description.put("zookeeper client", "unusable: " + problem.get());
        } else {
            description.put("zookeeper client", ClientLibrary.version());
            description.put("zookeeper client jar", ClientJars.found(loader()).get(0));
        }
        return description;
    }

    @Override
    public Coordination open(CoordinationContext context) {
        clientJarProblem().ifPresent(problem -> {
            throw new ConfigurationException(problem);
        });
        ZooKeeperSettings settings = ZooKeeperSettings.of(context.configuration(), context.clusterId());
        return ZooKeeperCoordination.open(settings, context.clock(), context.requestTimeout());
    }

    private static Optional<String> clientJarProblem() {
        return ClientJars.problem(loader());
    }

    private static ClassLoader loader() {
        return ZooKeeperProvider.class.getClassLoader();
    }
}
