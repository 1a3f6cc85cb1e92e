package io.haservices.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to the supervisor or to the guard, nothing of the command is alive at its deadline. */
class GuardDeadlineIT {
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final String BEAT =
            "beat() { while :; do read -r up idle < /proc/uptime; echo $up >> $FOLDER/beats; sleep 0.01; done; }; ";

    /** What is guarded; each writes the time again and again. */
    enum Program {
        OBEDIENT("beat"),
        IGNORES_TERM("trap '' TERM; beat"),
        HAS_CHILDREN("(trap '' TERM; beat) & beat & beat"),
        HAS_OTHER_GROUPS("export FOLDER; timeout 1000 sh -c \"trap '' TERM; $BEAT beat\" & beat"),
        STOPPED("(until [ $(wc -c < $FOLDER/beats) -gt 200 ]; do sleep 0.05; done; kill -s STOP $$) & beat");

        private final String script;

        Program(String script) {
            this.script = "BEAT='" + BEAT + "'; " + BEAT + ": > $FOLDER/beats; echo $$ > $FOLDER/pid; " + script;
        }
    }

    @TempDir
    Path folder;

    private SupervisorProcess supervisor;

    @BeforeEach
    void prepare() {
        supervisor = new SupervisorProcess(folder);
    }

    @AfterEach
    void leavesNothingBehind() {
        try (SupervisorProcess ended = supervisor) {
            await().atMost(SupervisorProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(ended.leftBehind()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenNoRenewalComes(Program program) throws Exception {
        beating(program);
        supervisor.tell("renew-no-more");
        assertGoneBeforeTheDeadline();
        assertThat(supervisor.end()).startsWith("DEADLINE ").endsWith("no renewal came in time before the deadline");
    }

    @ParameterizedTest
    @EnumSource
    void whenTheSupervisorIsStopped(Program program) throws Exception {
        beating(program);
        supervisor.signal("STOP", supervisor.pid());
        assertGoneBeforeTheDeadline();
        supervisor.signal("CONT", supervisor.pid());
        assertThat(supervisor.end()).startsWith("DEADLINE ");
    }

    @ParameterizedTest
    @EnumSource
    void whenTheSupervisorIsKilled(Program program) throws Exception {
        beating(program);
        supervisor.signal("KILL", supervisor.pid());
        assertGoneBeforeTheDeadline();
    }

    @ParameterizedTest
    @EnumSource
    void whenTheGuardIsKilled(Program program) throws Exception {
        beating(program);
        supervisor.signal("KILL", supervisor.guardPid());
        assertGoneBeforeTheDeadline();
        assertThat(supervisor.end()).isEqualTo("GUARD_LOST -1 the guard process died");
    }

    @ParameterizedTest
    @EnumSource
    void whenTheGuardIsStopped(Program program) throws Exception {
        beating(program);
        supervisor.signal("STOP", supervisor.guardPid());
        assertGoneBeforeTheDeadline();
        assertThat(supervisor.end()).isEqualTo("GUARD_LOST -1 the guard process did not answer");
    }

    // The guard's shell, too, would end what a dead guard leaves; without it the supervisor must.
    @ParameterizedTest
    @EnumSource
    void whenTheGuardAndItsShellAreKilled(Program program) throws Exception {
        beating(program);
        long guard = supervisor.guardPid();
        supervisor.signal("KILL", supervisor.childOf(guard, "ha-guard-signals"), guard);
        assertGoneBeforeTheDeadline();
        assertThat(supervisor.end()).isEqualTo("GUARD_LOST -1 the guard process died");
    }

    @Test
    void whenTheGuardIsKilledWhileTheSupervisorIsStopped() throws Exception {
        beating(Program.HAS_CHILDREN);
        supervisor.signal("STOP", supervisor.pid());
        supervisor.signal("KILL", supervisor.guardPid());
        assertGoneBeforeTheDeadline();
        supervisor.signal("CONT", supervisor.pid());
        assertThat(supervisor.end()).isEqualTo("GUARD_LOST -1 the guard process died");
    }

    @Test
    void whenBothAreKilledInOneInstant() throws Exception {
        beating(Program.HAS_CHILDREN);
        supervisor.signal("KILL", supervisor.guardPid(), supervisor.pid());
        assertGoneBeforeTheDeadline();
    }

    private void beating(Program program) throws Exception {
        supervisor.start(LEASE, GRACE, List.of("sh", "-c", program.script));
        CommandSession session = supervisor.session();
        await().atMost(SupervisorProcess.PATIENCE)
                .until(() -> folder.resolve("beats").toFile().length() > 100);
        if (program == Program.STOPPED) {
            await().atMost(SupervisorProcess.PATIENCE)
                    .until(() -> ProcessEntry.of(session.id()).orElseThrow().state() == 'T');
        }
    }

    private void assertGoneBeforeTheDeadline() throws Exception {
        UptimeClock clock = new UptimeClock();
        long deadline = supervisor.lastDeadline();
        CommandSession session = supervisor.session();
        await().atMost(SupervisorProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(session::isEmpty);
        long gone = System.nanoTime();
        long lastBeat = supervisor
                .read("beats")
                .lines()
                .reduce((first, second) -> second)
                .map(clock::latest)
                .orElseThrow();
        System.out.printf(
                "left before the deadline: %d ms, last beat %d ms%n",
                (deadline - gone) / 1_000_000, (deadline - lastBeat) / 1_000_000);
        assertThat(deadline - lastBeat)
                .as("nanoseconds from the last sign of life to the deadline")
                .isPositive();
        assertThat(deadline - gone)
                .as("nanoseconds from the end of the session to the deadline")
                .isPositive();
    }
}
