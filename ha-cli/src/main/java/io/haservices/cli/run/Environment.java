package io.haservices.cli.run;

import io.haservices.cli.cluster.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the command finds in its environment, beside what changes from term to term: {@code ha} beneath it means the same cluster. */
final class Environment {
    private static final String PROPERTIES = "HA_PROPERTIES";

    private Environment() {}

    static Map<String, String> of(String clusterId, String election, Settings settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HA_ELECTION", election);
        environment.put("HA_CLUSTER_ID", clusterId);
        settings.confDir()
                .ifPresent(folder ->
                        environment.put("HA_CONF_DIR", folder.toAbsolutePath().toString()));
        if (!settings.overrides().isEmpty()) {
            // Later lines win, as -D does over the variable.
            String given = settings.environment().getOrDefault(PROPERTIES, "");
            environment.put(
                    PROPERTIES,
                    settings.definitions().stream()
                            .collect(Collectors.joining("\n", given.isBlank() ? "" : given + "\n", "")));
        }
        return environment;
    }
}
