package io.haservices.storage.hdfs;

import io.haservices.config.ConfigOption;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Storage for {@code hdfs://namenode:8020/path}, {@code hdfs://nameservice/path} and {@code hdfs:///path}. */
public final class HdfsStorageProvider implements StorageProvider {
    @Override
    public Set<String> schemes() {
        return Set.of("hdfs");
    }

    @Override
    public List<ConfigOption<?>> options() {
        return HdfsOptions.all();
    }

    @Override
    public List<String> validate(URI root, Configuration configuration) {
        return PluginClassLoader.call(() -> problems(root, configuration));
    }

    private static List<String> problems(URI root, Configuration configuration) {
        List<String> problems = new ArrayList<>(HdfsRoot.problems(root));
        for (ConfigOption<Duration> option : List.of(HdfsOptions.REQUEST_TIMEOUT, HdfsOptions.RETRY_TIMEOUT)) {
            long millis = configuration.get(option).toMillis();
            if (millis < 1 || millis > Integer.MAX_VALUE) {
                problems.add("'" + option.key() + "' must be at least 1 ms and at most 24 days.");
            }
        }
        if (configuration.find(HdfsOptions.KEYTAB).isPresent()
                && configuration.find(HdfsOptions.PRINCIPAL).isEmpty()) {
            problems.add("'" + HdfsOptions.KEYTAB.key() + "' needs '" + HdfsOptions.PRINCIPAL.key()
                    + "', the principal whose keys are in it.");
        }
        configuration
                .find(HdfsOptions.KRB5_CONF)
                .flatMap(Krb5Conf::problem)
                .ifPresent(problem -> problems.add("'" + HdfsOptions.KRB5_CONF.key() + "': " + problem));
        Optional<Path> directory = HadoopConfigurations.directory(configuration);
        List<String> ofDirectory = directory.map(HadoopConfigurations::problems).orElse(List.of());
        boolean needed = root.getRawAuthority() == null
                || configuration.givenKey(HdfsOptions.CONF_DIR).isPresent();
        // An environment variable may be meant for others, unless this root depends on it. But a damaged file is one.
        if (needed || directory.filter(Files::isDirectory).isPresent()) {
            String where = configuration
                    .givenKey(HdfsOptions.CONF_DIR)
                    .map(key -> "'" + key + "': ")
                    .orElse("HADOOP_CONF_DIR or HADOOP_HOME: ");
            ofDirectory.stream()
                    .filter(problem -> needed || !problem.contains(" holds neither "))
                    .forEach(problem -> problems.add(where + problem));
        }
        if (problems.isEmpty()) {
            NameNodeAddress address = new NameNodeAddress(root, configuration);
            problems.addAll(address.problems());
            problems.addAll(ofLogin(configuration, address));
        }
        return problems;
    }

    private static List<String> ofLogin(Configuration configuration, NameNodeAddress address) {
        try {
            return Login.of(configuration, address.hadoop()).problems();
        } catch (IllegalArgumentException e) {
            return List.of("Hadoop's configuration is wrong: " + e.getMessage() + ".");
        }
    }

    @Override
    public Storage open(URI root, Configuration configuration) {
        return PluginClassLoader.call(() -> {
            List<String> problems = problems(root, configuration);
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
            HdfsRoot place = HdfsRoot.of(root);
            NameNodeAddress address = new NameNodeAddress(root, configuration);
            Login login = Login.of(configuration, address.hadoop());
            Reasons reasons = new Reasons(place, address, login);
            HdfsClient client = new HdfsClient(address, login);
            return new HdfsStorage(
                    place, new Retries(client, configuration.get(HdfsOptions.RETRY_TIMEOUT), reasons), client, reasons);
        });
    }
}
