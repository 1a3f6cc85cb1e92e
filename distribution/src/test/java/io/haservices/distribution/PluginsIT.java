package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.testkit.servers.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies in {@code plugins/}, shipped or put there, is selected by the configuration alone. */
class PluginsIT {
    private Unpacked unpacked;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
    }

    @AfterEach
    void remove() throws IOException {
        unpacked.close();
    }

    @Test
    void shipsEtcdHdfsAndS3AndTellsWhereTheyComeFrom() {
        JsonNode version = unpacked.ha("version", "-o", "json").expect(0).json();
        assertThat(version.path("broken")).isEmpty();
        assertThat(named(version.path("coordination"), "etcd")).isEqualTo("etcd");
        assertThat(named(version.path("coordination"), "zookeeper")).isEqualTo("null");
        assertThat(named(version.path("storage"), "hdfs")).isEqualTo("hdfs");
        assertThat(named(version.path("storage"), "s3")).isEqualTo("s3");
        assertThat(unpacked.ha("config", "options").expect(0).out())
                .contains("Of s3 (" + realHome().resolve("plugins/s3/ha-storage-s3-"));
    }

    @Test
    void selectsS3ByTheConfigurationAlone() throws IOException {
        try (ScriptedQuorum quorum = ScriptedQuorum.started(unpacked);
                S3Server server = S3Server.start("bucket")) {
            configureS3(server);
            unpacked.ha("config", "validate").expect(0);
            unpacked.haWith(Map.of(), "recovered", "state", "put", "store", "name", "--unfenced")
                    .expect(0);
            assertThat(unpacked.ha("state", "get", "store", "name").expect(0).out())
                    .isEqualTo("recovered");
            assertThat(server.calls("PutObject")).isPositive();
            quorum.stop().expect(0);
        }
    }

    @Test
    void worksWithAPluginWhoseGuavaAndZooKeeperClashWithThoseInLib() throws IOException {
        // For the plugin any class of these in lib/ would be the wrong one.
        ClashPlugin.copy("zookeeper-3.4", unpacked.home().resolve("lib"));
        Path folder = Files.createDirectory(unpacked.home().resolve("plugins/clash"));
        ClashPlugin.build(unpacked, folder);
        try (ScriptedQuorum quorum = ScriptedQuorum.of(unpacked)) {
            unpacked.useClient("3.9");
            quorum.start(Map.of()).expect(0);
            String first = quorum.connectString().split(",", 2)[0];
            unpacked.configure(Map.of("high-availability.storageDir", "clash://" + first + "/"));
            unpacked.ha("config", "validate").expect(0);
            unpacked.haWith(Map.of(), "recovered", "state", "put", "store", "name", "--unfenced")
                    .expect(0);
            assertThat(unpacked.ha("state", "get", "store", "name").expect(0).out())
                    .isEqualTo("recovered");
            quorum.stop().expect(0);
        }
        // The same plugin with our Guava instead of its own: what the class loader is there for.
        delete("plugins/clash", "guava");
        Ran ran = unpacked.ha("config", "validate").withoutTrace();
        assertThat(ran.code()).as(ran.toString()).isNotZero();
        assertThat(ran.out())
                .contains("plugin 'clash'", "com.google.common.base.Objects is missing", "wanted by clash.jar")
                .contains("Put the jar that holds it into " + realHome().resolve("plugins/clash"));
    }

    @Test
    void namesPluginJarAndClassWhenOneIsMissing() throws IOException {
        try (S3Server server = S3Server.start("bucket")) {
            configureS3(server);
            delete("plugins/s3", "regions-");
            Ran ran = unpacked.ha("config", "validate").withoutTrace();
            assertThat(ran.code()).as(ran.toString()).isNotZero();
            assertThat(ran.out())
                    .contains("plugin 's3' (", "the class software.amazon.awssdk.regions.", " is missing, wanted by ")
                    .contains(".jar (");
        }
    }

    @Test
    void namesWhatIsDamagedAndGoesOnWithTheRest() throws IOException {
        Path jar = files("plugins/etcd", "ha-etcd").get(0);
        Files.write(jar, new byte[] {1, 2, 3});
        Ran ran = unpacked.ha("version").expect(0);
        assertThat(ran.out())
                .contains("cannot be loaded: " + jar.getFileName() + " (", "is no readable jar")
                .contains("plugin 'etcd'", "META-INF/services")
                .contains("storage s3 (");
    }

    private void configureS3(S3Server server) throws IOException {
        unpacked.configure(Map.of(
                "high-availability.storageDir",
                "s3://bucket/prefix",
                "high-availability.s3.endpoint",
                server.endpoint().toString(),
                "high-availability.s3.path-style",
                "true",
                "high-availability.s3.region",
                "us-east-1",
                "high-availability.s3.access-key",
                S3Server.ACCESS_KEY,
                "high-availability.s3.secret-key",
                S3Server.SECRET_KEY));
    }

    private void delete(String folder, String beginning) throws IOException {
        for (Path file : files(folder, beginning)) {
            Files.delete(file);
        }
    }

    private List<Path> files(String folder, String beginning) throws IOException {
        try (Stream<Path> files = Files.list(unpacked.home().resolve(folder))) {
            return files.filter(one -> one.getFileName().toString().startsWith(beginning))
                    .toList();
        }
    }

    /** The launcher follows links. */
    private Path realHome() {
        try {
            return unpacked.home().toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String named(JsonNode backends, String name) {
        for (JsonNode backend : backends) {
            if (backend.path("name").asText().equals(name)
                    || backend.path("schemes").toString().contains("\"" + name + "\"")) {
                return backend.path("plugin").asText();
            }
        }
        throw new AssertionError(name + " is not among " + backends);
    }
}
