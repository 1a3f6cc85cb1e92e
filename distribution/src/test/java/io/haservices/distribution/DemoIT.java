package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @Test
    void showsAFailoverAsDataAndLeavesNothingBehind() throws IOException {
        Path temporary = Files.createDirectories(unpacked.beside("temporary"));
        Ran ran = unpacked.haWith(temporaryFolder(temporary), "", "demo", "-o", "json")
                .expect(0);
        JsonNode json = ran.json();
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
    @ValueSource(ints = {1, 2, 4, 6})
    void leavesNothingBehindWhenInterrupted(int processes) throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(unpacked.beside("temporary"));
        Path output = unpacked.beside("demo.out");
        Process demo = Command.start(List.of(unpacked.bin("ha"), "demo"), temporaryFolder(temporary), output.toFile());
        await().atMost(LONG).until(() -> !demo.isAlive() || unpacked.running().size() >= processes);
        Command.signal("INT", demo.pid());
        assertThat(demo.waitFor()).as(Files.readString(output)).isEqualTo(130);
        await().atMost(LONG).untilAsserted(() -> assertThat(unpacked.running()).isEmpty());
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    private static Map<String, String> temporaryFolder(Path folder) {
        return Map.of("TMPDIR", folder.toString(), "HA_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
    }
}
