package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The archive of classes that makes commands start faster: made by the first question that is answered, and never in the way. */
class ClassArchiveIT {
    private Unpacked unpacked;
    private Path cache;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
        cache = unpacked.beside("a cache");
    }

    @AfterEach
    void remove() throws IOException {
        unpacked.close();
    }

    @Test
    void isMadeByTheFirstAnswerAndReadByTheNext() throws IOException {
        try (ZooKeeperServers servers =
                ZooKeeperServers.version("3.9").withoutFsync().start()) {
            unpacked.configure(Map.of("high-availability.zookeeper.quorum", servers.connectString()));

            assertThat(history().expect(0).err()).isEmpty();
            Path archive = archives().get(0);
            assertThat(archives()).hasSize(1);
            assertThat(classesReadFrom(archive)).isTrue();

            // Other jars: another archive in place of it.
            Files.copy(unpacked.clientJars("lib").get(0), unpacked.home().resolve("lib/another.jar"));
            Files.delete(unpacked.clientJars("lib").get(0));
            history().expect(0);
            assertThat(archives()).hasSize(1).doesNotContain(archive);

            Path damaged = archives().get(0);
            Files.delete(damaged);
            Files.writeString(damaged, "damaged");
            assertThat(history().expect(0).err()).isEmpty();
        }
    }

    @Test
    void isNotMadeWhereNothingWasAnsweredOrNobodyWantsIt() throws IOException {
        unpacked.configure(Map.of("high-availability.zookeeper.quorum", "127.0.0.1:1"));
        with("auto", "leader", "--timeout", "1s").expect(5);
        with("auto", "leader", "--no-such-option").expect(2);
        with("auto", "leader", "--help").expect(0);
        with("auto", "version").expect(0);
        assertThat(archives()).isEmpty();

        Path file = Files.createFile(unpacked.beside("file"));
        Ran ran = unpacked.haWith(
                Map.of("HA_CDS", "auto", "XDG_CACHE_HOME", file.toString()), "", "leader", "--timeout", "1s");
        assertThat(ran.expect(5).err()).doesNotContain("mkdir", "cache");
    }

    private boolean classesReadFrom(Path archive) {
        Ran ran = unpacked.haWith(
                Map.of(
                        "HA_CDS",
                        "auto",
                        "XDG_CACHE_HOME",
                        cache.toString(),
                        "HA_JAVA_OPTS",
                        "-Xlog:class+load=info:stderr"),
                "",
                "history");
        assertThat(archive).exists();
        // Not our own classes in this place: Java 17 leaves those out whose jar has a blank in its path.
        return ran.expect(0).err().lines().anyMatch(line -> line.contains("shared objects file (top)"));
    }

    private Ran history() {
        return with("auto", "history");
    }

    private Ran with(String archive, String... words) {
        return unpacked.haWith(Map.of("HA_CDS", archive, "XDG_CACHE_HOME", cache.toString()), "", words);
    }

    private List<Path> archives() throws IOException {
        Path folder = cache.resolve("ha-services");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
