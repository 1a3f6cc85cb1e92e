package io.haservices.storage.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What ships, in a class loader of its own. */
class PluginIT {
    private static final List<String> FORBIDDEN = List.of(
            "org/apache/curator/",
            "org/apache/zookeeper/",
            "org/apache/jute/",
            "com/google/",
            "org/eclipse/jetty/",
            "io/netty/",
            "org/apache/log4j/",
            "org/slf4j/impl/",
            "ch/qos/");

    private static final List<String> SHARED = List.of(
            "LeaseRenewer:",
            "PeerCache",
            "StatisticsDataReferenceCleaner",
            "IPC Parameter Sending Thread",
            "process reaper");

    @Test
    void nothingShipsUnderANameThatOthersUse() throws IOException {
        List<Path> jars = jars();
        assertThat(jars)
                .extracting(jar -> String.valueOf(jar.getFileName()).replaceFirst("-\\d.*", ""))
                .containsExactlyInAnyOrder("hadoop-client-api", "hadoop-client-runtime", "jcl-over-slf4j");
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.stream()
                                .map(JarEntry::getName)
                                .filter(name -> name.endsWith(".class"))
                                .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                                .filter(name -> FORBIDDEN.stream().anyMatch(name::startsWith)))
                        .as(jar.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void worksWhateverTheClassLoaderOfTheCallersThreadAndLeavesNoThread() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars()) {
            urls.add(url(jar));
        }
        urls.add(url(Path.of(System.getProperty("ha.test.module.jar"))));
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        // Not closed: Hadoop has a shutdown hook, which needs its classes.
        ChildFirst plugin = new ChildFirst(urls.toArray(new URL[0]), PluginIT.class.getClassLoader());
        try {
            StorageProvider provider =
                    ServiceLoader.load(StorageProvider.class, plugin).iterator().next();
            assertThat(provider.getClass().getClassLoader()).isSameAs(plugin);
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            for (int i = 0; i < 3; i++) {
                use(provider, SharedCluster.newRoot());
            }
            // Hadoop, and the JDK for the programs that Hadoop starts, keep these for all, most of them for a minute.
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(threads(plugin))
                            .allMatch(name -> SHARED.stream().anyMatch(name::contains))
                            .doesNotHaveDuplicates());
        } finally {
            thread.setContextClassLoader(former);
        }
    }

    private static void use(StorageProvider provider, URI root) throws IOException {
        try (Storage storage = provider.open(root, Configuration.of(Map.of()))) {
            storage.probe();
            storage.write(BlobName.of("a"), BlobSource.of(new byte[100_000]));
            try (var content = storage.open(BlobName.of("a"))) {
                assertThat(content.readAllBytes()).hasSize(100_000);
            }
            storage.delete(List.of(BlobName.of("a")));
        }
    }

    private static List<String> threads(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == loader)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("ha.test.plugin.jars")))) {
            return files.toList();
        }
    }
}
