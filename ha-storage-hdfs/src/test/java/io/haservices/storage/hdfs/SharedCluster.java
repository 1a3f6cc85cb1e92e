package io.haservices.storage.hdfs;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.HdfsCluster;
import io.haservices.testkit.servers.HdfsClusterBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cluster that all tests of this JVM use that do not need one of their own; it dies with the JVM. */
final class SharedCluster {
    /** How many names the NameNode sends at once. */
    static final int PAGE = 40;

    private static @Nullable HdfsCluster cluster;
    private static int roots;

    private SharedCluster() {}

    static synchronized HdfsCluster get() {
        if (cluster == null) {
            cluster = builder().set("dfs.ls.limit", Integer.toString(PAGE)).start();
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        }
        return cluster;
    }

    static HdfsClusterBuilder builder() {
        return HdfsCluster.withJars(Path.of(System.getProperty("ha.test.hdfs.jars")));
    }

    /** Where nothing is yet. */
    static synchronized URI newRoot() {
        return get().uri().resolve("/roots/r" + roots++);
    }

    static Storage open(URI root) {
        return open(root, Map.of());
    }

    static Storage open(URI root, Map<String, String> configuration) {
        return new HdfsStorageProvider().open(root, Configuration.of(configuration));
    }

    /** With its root made. */
    static Storage ready(URI root) {
        Storage storage = open(root);
        storage.probe();
        return storage;
    }
}
