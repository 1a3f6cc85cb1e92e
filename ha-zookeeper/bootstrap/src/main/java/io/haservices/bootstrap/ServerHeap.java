package io.haservices.bootstrap;

import io.haservices.config.ConfigOption;
import io.haservices.config.OptionType;
import io.haservices.core.config.ConfigurationLoader;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.core.config.OptionCatalog;
import io.haservices.errors.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The memory of the servers: the one setting of {@code conf/ha.yaml} that is about them and not about their clients. */
final class ServerHeap {
    static final String KEY = "zookeeper.heap.mb";
    private static final ConfigOption<String> OPTION =
            ConfigOption.of(KEY, OptionType.STRING).describedAs("The memory of each server, in MB.");

    private ServerHeap() {}

    /** Options for the server's JVM; none when nothing or 0 is set, which leaves it to Java. */
    static List<String> options(Path conf, Map<String, String> environment) {
        try {
            LoadedConfiguration loaded = new ConfigurationLoader(OptionCatalog.of(List.of(OPTION)))
                    .load(Files.isDirectory(conf) ? conf : null, environment, List.of());
            String text = loaded.configuration().find(OPTION).orElse("0").strip();
            if (!text.matches("[0-9]{1,7}")) {
                throw BootstrapException.configuration(loaded.named(KEY) + " is '" + text
                        + "', which is no number of megabytes (0: as Java decides).");
            }
            int megabytes = Integer.parseInt(text);
            return megabytes == 0 ? List.of() : List.of("-Xms" + megabytes + "m", "-Xmx" + megabytes + "m");
        } catch (ConfigurationException e) {
            throw BootstrapException.configuration(String.join("\n", e.problems()));
        }
    }
}
