package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoIT {
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

    private static Map<String, String> temporaryFolder(Path folder) {
        return Map.of("TMPDIR", folder.toString(), "HA_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
    }
}
