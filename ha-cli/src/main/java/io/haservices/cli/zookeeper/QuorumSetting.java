package io.haservices.cli.zookeeper;

import io.haservices.cli.cluster.Cluster;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import java.util.Optional;

/** The servers as the configuration names them; the backend's own option is found by its key, for no backend is known here by more. */
final class QuorumSetting {
    static final String KEY = "high-availability.zookeeper.quorum";

    private QuorumSetting() {}

    static String of(Cluster cluster) {
        Configuration configuration = cluster.load().configuration();
        Optional<String> given = cluster.installation().catalog().find(KEY).flatMap(configuration::givenKey);
        String text = configuration.asMap().getOrDefault(given.orElse(KEY), "").strip();
        if (text.isEmpty()) {
            throw new ConfigurationException("'" + KEY
                    + "' is not set, so there are no ZooKeeper servers to ask. Name them as host:port,host:port,...");
        }
        return text;
    }
}
