package io.haservices.storage.hdfs;

import io.haservices.config.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.jspecify.annotations.Nullable;

/** Hadoop's own settings: its defaults, ours, core-site.xml and hdfs-site.xml, and what is configured here; the last counts. */
final class HadoopConfigurations {
    /** In the order in which they count. */
    private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml");

    /** Better values where a site says nothing. */
    private static final Map<String, String> DEFAULTS = Map.of(
            // Otherwise a host that drops packets holds one call for a quarter of an hour. Repeating is our business.
            "ipc.client.connect.max.retries.on.timeouts",
            "0",
            // A quarter of a minute of back-off between two NameNodes that are both down, instead of some minutes.
            "dfs.client.failover.max.attempts",
            "5",
            // When a DataNode dies and there is no other to replace it, the write goes on with those that are left, and
            // the NameNode sees to the missing copies later; otherwise it would fail.
            "dfs.client.block.write.replace-datanode-on-failure.best-effort",
            "true",
            // The NameNode often hears of a finished block some milliseconds after the client: look again soon, not
            // only after 400 ms, and as often in the end.
            "dfs.client.block.write.locateFollowingBlock.initial.delay.ms",
            "10",
            "dfs.client.block.write.locateFollowingBlock.retries",
            "11");

    private HadoopConfigurations() {}

    /** Where Hadoop's files are looked for. */
    static Optional<Path> directory(Configuration configuration) {
        return directory(configuration, System::getenv);
    }

    static Optional<Path> directory(Configuration configuration, UnaryOperator<@Nullable String> environment) {
        Optional<String> configured = configuration.find(HdfsOptions.CONF_DIR);
        String confDir = environment.apply("HADOOP_CONF_DIR");
        String home = environment.apply("HADOOP_HOME");
        if (configured.isPresent()) {
            return configured.map(Path::of);
        }
        if (confDir != null && !confDir.isBlank()) {
            return Optional.of(Path.of(confDir));
        }
        return home == null || home.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(home, "etc", "hadoop")).filter(Files::isDirectory);
    }

    /** What is wrong with the directory, one sentence a problem. */
    static List<String> problems(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of("there is no directory " + directory + " for Hadoop's configuration.");
        }
        List<Path> present = files(directory);
        if (present.isEmpty()) {
            return List.of(directory + " holds neither core-site.xml nor hdfs-site.xml.");
        }
        List<String> problems = new ArrayList<>();
        for (Path file : present) {
            problem(file).ifPresent(problems::add);
        }
        return problems;
    }

    static org.apache.hadoop.conf.Configuration load(Configuration configuration) {
        org.apache.hadoop.conf.Configuration hadoop = new HdfsConfiguration();
        hadoop.setClassLoader(HadoopConfigurations.class.getClassLoader());
        for (Path file :
                directory(configuration).map(HadoopConfigurations::files).orElse(List.of())) {
            hadoop.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
        }
        DEFAULTS.forEach((key, value) -> setUnlessBySite(hadoop, key, value));
        String timeout =
                Long.toString(configuration.get(HdfsOptions.REQUEST_TIMEOUT).toMillis());
        if (configuration.givenKey(HdfsOptions.REQUEST_TIMEOUT).isPresent()) {
            hadoop.set("ipc.client.rpc-timeout.ms", timeout);
        } else {
            setUnlessBySite(hadoop, "ipc.client.rpc-timeout.ms", timeout);
        }
        configuration.find(HdfsOptions.PROPERTIES).orElse(Map.of()).forEach(hadoop::set);
        return hadoop;
    }

    private static void setUnlessBySite(org.apache.hadoop.conf.Configuration hadoop, String key, String value) {
        String[] sources = hadoop.getPropertySources(key);
        boolean bySite = sources != null && sources.length > 0 && !sources[sources.length - 1].endsWith("-default.xml");
        if (!bySite) {
            hadoop.set(key, value);
        }
    }

    private static List<Path> files(Path directory) {
        return FILES.stream()
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    /** Hadoop itself would only fail when it first needs a value, with a trace. */
    private static Optional<String> problem(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            org.apache.hadoop.conf.Configuration alone = new org.apache.hadoop.conf.Configuration(false);
            alone.addResource(content, file.toString());
            int unused = alone.size();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot read " + file + ": " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("cannot understand " + file + ": " + cause.getMessage() + ".");
        }
    }
}
