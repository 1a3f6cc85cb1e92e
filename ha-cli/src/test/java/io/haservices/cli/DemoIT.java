package io.haservices.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a process: it shows what it promises, notices what is broken, and leaves nothing behind. */
class DemoIT {
    private final String mark = "demo-" + UUID.randomUUID();

    @TempDir
    Path folder;

    private Path temporary;

    @BeforeEach
    void prepare() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @AfterEach
    void killWhatIsLeft() throws IOException {
        running().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void showsAFailover() throws IOException {
        try (HaProcess demo = demo("-o", "json")) {
            assertThat(demo.exitCode()).as(demo.said()).isZero();
            JsonNode json = demo.json();
            assertThat(json.path("ok").asBoolean()).isTrue();
            assertThat(json.at("/failover/millis").asLong()).isPositive();
            assertThat(json.path("recovered").asBoolean()).isTrue();
            assertThat(json.at("/stale_write/refused").asBoolean()).isTrue();
            assertThat(json.at("/stale_write/exit_code").asInt()).isEqualTo(3);
            assertThat(json.at("/second_leader/epoch").asLong())
                    .isGreaterThan(json.at("/first_leader/epoch").asLong());
            assertThat(json.path("timeline").findValuesAsText("event"))
                    .contains("standby", "granted", "ready", "saved", "killed", "recovered", "stale-write");
            assertThat(demo.err()).isEmpty();
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"standby,takeover", "blob,recovery", "fence,stale-write"})
    void noticesWhatIsBroken(String sabotage, String step) throws IOException {
        try (HaProcess demo = demo("-o", "json", "--sabotage", sabotage)) {
            assertThat(demo.exitCode()).as(demo.said()).isEqualTo(1);
            assertThat(demo.json().path("ok").asBoolean()).isFalse();
            assertThat(demo.json().path("failed_step").asText()).isEqualTo(step);
            assertThat(demo.err()).contains("'" + step + "'");
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"starts a server", "serves on", "ben   stands by", "saves the state", "kill -9"})
    void leavesNothingBehindWhenItIsEnded(String moment) throws IOException {
        try (HaProcess demo = demo()) {
            demo.awaitOut(moment);
            demo.process().destroy();
            assertThat(demo.exitCode()).as(demo.said()).isEqualTo(143);
        }
        assertNothingIsLeft();
    }

    @Test
    void leavesNothingBehindWhenItIsKilled() {
        try (HaProcess demo = demo()) {
            demo.awaitOut("saves the state");
            demo.signal("KILL");
            await().atMost(HaProcess.LONG).untilAsserted(this::assertNothingIsLeft);
        }
    }

    @Test
    void keepsTheFolderWhenAskedTo() throws IOException {
        try (HaProcess demo = demo("-o", "json", "--keep")) {
            assertThat(demo.exitCode()).as(demo.said()).isZero();
            assertThat(Path.of(demo.json().path("folder").asText()).resolve("events"))
                    .isDirectoryContaining("glob:**anna*");
        }
        assertThat(running()).isEmpty();
    }

    private HaProcess demo(String... arguments) {
        List<String> words = new ArrayList<>(List.of("demo"));
        words.addAll(List.of(arguments));
        return HaProcess.start(
                folder,
                Map.of("MARK", mark),
                HaProcess.ha(List.of("-Djava.io.tmpdir=" + temporary), words.toArray(String[]::new)));
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(running()).as("processes").isEmpty();
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).as("files").isEmpty();
        }
    }

    // Whatever was started by the demo, and beneath that, has the mark in its environment.
    private List<Long> running() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> environment(process).contains(mark))
                    .map(process -> Long.valueOf(process.getFileName().toString()))
                    .toList();
        }
    }

    private static String environment(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
