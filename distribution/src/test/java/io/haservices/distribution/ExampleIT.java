package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped example, started as its README says. */
class ExampleIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private Unpacked unpacked;
    private ScriptedQuorum quorum;

    @BeforeEach
    void start() throws IOException {
        unpacked = Unpacked.fresh();
        quorum = ScriptedQuorum.started(unpacked);
    }

    @AfterEach
    void stop() throws IOException {
        quorum.close();
        unpacked.close();
    }

    @Test
    void goesOnWhereTheKilledMasterStopped() throws IOException {
        Path firstOutput = unpacked.beside("first.out");
        Process first = master(firstOutput);
        await().atMost(LONG).until(() -> Files.readString(firstOutput).contains("saved 3"));
        Path secondOutput = unpacked.beside("second.out");
        master(secondOutput);
        first.destroyForcibly();
        await().atMost(LONG).until(() -> Files.readString(secondOutput).contains("saved "));
        long saved = Files.readString(firstOutput)
                .lines()
                .filter(line -> line.startsWith("saved "))
                .count();
        assertThat(Files.readString(secondOutput)).containsPattern("go on from (" + saved + "|" + (saved + 1) + ")\n");
    }

    private Process master(Path output) {
        String home = unpacked.home().toString();
        return Command.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        home + "/lib/*",
                        home + "/examples/src/main/java/io/haservices/examples/CountingMaster.java",
                        home + "/conf"),
                Map.of(),
                output.toFile());
    }
}
