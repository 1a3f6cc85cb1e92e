package io.haservices.zookeeper;

import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import java.util.List;
import java.util.Map;

/** How this process logs in by SASL, read and checked. */
record SaslSettings(boolean disabled) {
    /** Adds all that is wrong to the problems. */
    static SaslSettings read(Configuration configuration, List<String> problems) {
        try {
            return new SaslSettings(configuration.get(ZooKeeperOptions.SASL_DISABLE));
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            return new SaslSettings(false);
        }
    }

    /** What the client library has to be told. */
    Map<String, String> clientProperties() {
        return Map.of();
    }
}
