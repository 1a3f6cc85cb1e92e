package io.haservices.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ZooKeeper client jars contain: everything they need, and nothing under a name that is not ours. */
class ClientJarsIT {

    private static final Path JARS = Path.of(System.getProperty("ha.test.zookeeper.jars"));

    @ParameterizedTest
    @ValueSource(strings = {"3.4", "3.5", "3.9"})
    void holdsNothingButRelocatedClassesAndItsOwnNotices(String line) throws IOException {
        try (JarFile jar = open(line)) {
            assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .allMatch(name -> name.startsWith("io/haservices/shaded/")
                            || List.of("MANIFEST.MF", "LICENSE", "NOTICE", "bundled.txt")
                                    .contains(name.replace("META-INF/", "")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4", "3.5", "3.9"})
    void isClientAndServerInOne(String line) throws IOException {
        try (JarFile jar = open(line)) {
            assertThat(Stream.of(
                                    "org/apache/zookeeper/ZooKeeper",
                                    "org/apache/curator/framework/CuratorFramework",
                                    "org/apache/zookeeper/server/quorum/QuorumPeerMain")
                            .map(type -> "io/haservices/shaded/" + type + ".class"))
                    .allMatch(name -> jar.getEntry(name) != null);
        }
    }

    @ParameterizedTest
    @CsvSource({"3.4, 3.4., 4.", "3.5, 3.5., 4.", "3.9, 3.9., 5."})
    void saysInItsManifestWhatItBundles(String line, String zooKeeper, String curator) throws IOException {
        try (JarFile jar = open(line)) {
            Attributes attributes = jar.getManifest().getMainAttributes();

            assertThat(attributes.getValue("HA-ZooKeeper-Client")).isEqualTo(line);
            assertThat(attributes.getValue("HA-ZooKeeper-Version")).startsWith(zooKeeper);
            assertThat(attributes.getValue("HA-Curator-Version")).startsWith(curator);
        }
    }

    private static JarFile open(String line) throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            Path jar = jars.filter(
                            path -> path.getFileName().toString().startsWith("ha-zookeeper-client-" + line + "-"))
                    .findFirst()
                    .orElseThrow();
            return new JarFile(jar.toFile());
        }
    }
}
