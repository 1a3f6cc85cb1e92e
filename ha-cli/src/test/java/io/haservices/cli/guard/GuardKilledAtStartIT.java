package io.haservices.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guard may die after it started the command and before it could say which process that is. */
class GuardKilledAtStartIT {
    private static final Duration LEASE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 8, 12, 16, 20, 30, 50, 100})
    void theSupervisorFindsTheCommandAndEndsIt(int millis) throws Exception {
        try (SupervisorProcess supervisor = new SupervisorProcess(folder)) {
            supervisor.start(
                    LEASE,
                    Duration.ofSeconds(1),
                    List.of("sh", "-c", "trap '' TERM; while :; do sleep 0.05; done"),
                    "-Dkill.guard.after.micros=" + millis * 1000);
            assertThat(supervisor.end()).startsWith("GUARD_LOST ");
            assertThat(supervisor.commandProcesses()).isEmpty();
            await().atMost(SupervisorProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(supervisor.leftBehind()).isEmpty());
        }
    }
}
