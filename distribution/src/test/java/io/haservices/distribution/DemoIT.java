package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.testkit.servers.EtcdServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private Unpacked unpacked;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
    }

    @AfterEach
    void remove() throws IOException {
        unpacked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zookeeper", "etcd"})
    void showsAFailoverAsDataAndLeavesNothingBehind(String backend) throws IOException {
        Path temporary = Files.createDirectories(unpacked.beside("temporary"));
        Ran ran = unpacked.haWith(environment(backend, temporary), "", "demo", "-o", "json", "--backend", backend)
                .expect(0);
        JsonNode json = ran.json();
        assertThat(json.path("backend").asText()).isEqualTo(backend);
        assertThat(json.path("version").asText()).matches("3\\.\\d+\\.\\d+");
        assertThat(json.path("failover").path("millis").isIntegralNumber())
                .as(ran.out())
                .isTrue();
        assertThat(json.path("recovered").asBoolean()).as(ran.out()).isTrue();
        assertThat(json.path("stale_write").path("refused").asBoolean())
                .as(ran.out())
                .isTrue();
        assertThat(unpacked.running()).isEmpty();
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void showsAFailoverToPeople() {
        assertThat(unpacked.ha("demo").expect(0).out()).contains("epoch").contains("ms");
        assertThat(unpacked.running()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"zookeeper,1", "zookeeper,2", "zookeeper,4", "zookeeper,6", "etcd,1", "etcd,2", "etcd,3", "etcd,6"})
    void leavesNothingBehindWhenInterrupted(String backend, int processes) throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(unpacked.beside("temporary"));
        Path output = unpacked.beside("demo.out");
        Process demo = Command.start(
                List.of(unpacked.bin("ha"), "demo", "--backend", backend),
                environment(backend, temporary),
                output.toFile());
        await().atMost(LONG).until(() -> !demo.isAlive() || unpacked.running().size() >= processes);
        Command.signal("INT", demo.pid());
        assertThat(demo.waitFor()).as(Files.readString(output)).isEqualTo(130);
        await().atMost(LONG).untilAsserted(() -> assertThat(unpacked.running()).isEmpty());
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void leavesNoEtcdBehindWhenItIsKilled() throws IOException {
        Path temporary = Files.createDirectories(unpacked.beside("temporary"));
        Path output = unpacked.beside("demo.out");
        Process demo = Command.start(
                List.of(unpacked.bin("ha"), "demo", "--backend", "etcd"),
                environment("etcd", temporary),
                output.toFile());
        await().atMost(LONG).until(() -> Files.readString(output).contains("saves the state"));
        Command.signal("KILL", demo.pid());
        await().atMost(LONG).untilAsserted(() -> assertThat(unpacked.running()).isEmpty());
        await().atMost(LONG).untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
    }

    @Test
    void saysHowToGetAnEtcd() {
        String path = "/usr/bin:/bin";
        assumeFalse(Files.exists(Path.of("/usr/bin/etcd")), "an etcd is installed");
        Map<String, String> none = Map.of("PATH", path, "ETCD", "", "JAVA_HOME", System.getProperty("java.home"));
        assertThat(unpacked.haWith(none, "", "demo", "--backend", "etcd")
                        .expect(2)
                        .withoutTrace()
                        .err())
                .contains("there is no etcd here", "apt-get download etcd-server");
        Map<String, String> wrong = Map.of("ETCD", "/no/such/etcd");
        assertThat(unpacked.haWith(wrong, "", "demo", "--backend", "etcd")
                        .expect(2)
                        .withoutTrace()
                        .err())
                .contains("'/no/such/etcd'", "no program that can be started");
        assertThat(unpacked.running()).isEmpty();
    }

    /** Skips what needs an etcd where there is none. */
    private static Map<String, String> environment(String backend, Path temporary) {
        Map<String, String> all = new HashMap<>();
        all.put("TMPDIR", temporary.toString());
        all.put("HA_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        if (backend.equals("etcd")) {
            Optional<Path> program = EtcdServers.program();
            assumeTrue(program.isPresent(), EtcdServers.WHY_NOT);
            program.ifPresent(etcd -> all.put("ETCD", etcd.toString()));
        }
        return all;
    }
}
