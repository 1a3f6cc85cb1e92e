package io.haservices.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command under guard behaves as if it had been started alone. */
class GuardedCommandIT {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private SupervisorProcess supervisor;

    @BeforeEach
    void prepare() {
        supervisor = new SupervisorProcess(folder);
    }

    @AfterEach
    void leavesNothingBehind() throws Exception {
        try (SupervisorProcess ended = supervisor;
                Stream<Path> files = Files.list(folder)) {
            await().atMost(SupervisorProcess.PATIENCE)
                    .untilAsserted(() -> assertThat(ended.leftBehind()).isEmpty());
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("ha-guard-")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"exit 0,0", "exit 3,3", "kill -s KILL $$,137", "kill -s TERM $$,143"})
    void returnsTheCodeOfTheCommand(String script, int code) throws Exception {
        run(GRACE, "sh", "-c", script);
        assertThat(supervisor.end()).isEqualTo("EXITED " + code + " ");
        assertThat(supervisor.exitCode()).isEqualTo(code);
    }

    @Test
    void tellsThatTheCommandIsNotFound() throws Exception {
        run(GRACE, "no-such-program");
        assertThat(supervisor.end())
                .isEqualTo("NOT_STARTED 127 cannot start 'no-such-program': no executable of this name on the PATH");
        assertThat(supervisor.read("err")).isEmpty();
    }

    @Test
    void tellsThatTheCommandIsNotExecutable() throws Exception {
        Path file = Files.createFile(folder.resolve("text"));
        run(GRACE, file.toString());
        assertThat(supervisor.end())
                .isEqualTo("NOT_STARTED 126 cannot start '" + file + "': it is not executable for this user");
    }

    @Test
    void tellsTheProcessIdOfACommandThatRuns() throws Exception {
        run(GRACE, "sh", "-c", "echo $$ > $FOLDER/pid; while :; do sleep 0.05; done");
        assertThat(supervisor.started())
                .isEqualTo(Long.toString(supervisor.session().id()));
        supervisor.tell("stop");
        supervisor.end();
    }

    @Test
    void tellsTheStartOfTheShortestCommand() throws Exception {
        run(GRACE, "true");
        assertThat(supervisor.end()).isEqualTo("EXITED 0 ");
        assertThat(supervisor.started()).matches("\\d+");
    }

    @Test
    void tellsNoStartOfWhatTheSystemRefusesToExecute() throws Exception {
        Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        run(GRACE, script.toString());
        assertThat(supervisor.end()).isEqualTo("EXITED 127 ");
        assertThat(supervisor.started()).isEqualTo("never");
    }

    @Test
    void longArgumentsArrive() throws Exception {
        run(GRACE, "sh", "-c", "echo ${#1} ${#2}", "sh", "x".repeat(120_000), "y".repeat(110_000));
        assertThat(supervisor.end()).isEqualTo("EXITED 0 ");
        assertThat(supervisor.read("out")).isEqualTo("120000 110000\n");
    }

    @Test
    void theCommandHasTheStandardStreamsForItself() throws Exception {
        run(GRACE, "sh", "-c", "cat; echo error >&2");
        supervisor.type("hi\nthere");
        assertThat(supervisor.exitCode()).isZero();
        assertThat(supervisor.read("out")).isEqualTo("hi\nthere");
        assertThat(supervisor.read("err")).isEqualTo("error\n");
    }

    @Test
    void argumentsArriveAsTheyWere() throws Exception {
        run(GRACE, "printf", "%s|", "", "a b", "two\nlines", "--", "$HOME", "100%");
        assertThat(supervisor.exitCode()).isZero();
        assertThat(supervisor.read("out")).isEqualTo("|a b|two\nlines|--|$HOME|100%|");
    }

    @Test
    void theEnvironmentIsAddedTo() throws Exception {
        run(GRACE, "sh", "-c", "echo $HA_EPOCH $FOLDER");
        assertThat(supervisor.exitCode()).isZero();
        assertThat(supervisor.read("out")).isEqualTo("7 " + folder + "\n");
    }

    @Test
    void leadsASessionOfItsOwn() throws Exception {
        run(
                GRACE,
                "sh",
                "-c",
                "read -r pid name state parent group session rest < /proc/$$/stat; echo $(($group - $pid)) $(($session - $pid))");
        assertThat(supervisor.exitCode()).isZero();
        assertThat(supervisor.read("out")).isEqualTo("0 0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void signalsAreForwarded(String signal) throws Exception {
        run(
                GRACE,
                "sh",
                "-c",
                "trap 'echo " + signal + "; exit 9' " + signal
                        + "; echo $$ > $FOLDER/pid; while :; do sleep 0.05; done");
        supervisor.session();
        supervisor.signal(signal, supervisor.pid());
        assertThat(supervisor.end()).isEqualTo("EXITED 9 ");
        assertThat(supervisor.read("out")).isEqualTo(signal + "\n");
    }

    @Test
    void stoppingGivesTheCommandItsGrace() throws Exception {
        run(
                GRACE,
                "sh",
                "-c",
                "trap 'sleep 0.5; echo saved; exit 0' TERM; echo $$ > $FOLDER/pid; while :; do sleep 0.05; done");
        supervisor.session();
        supervisor.tell("stop");
        assertThat(supervisor.end()).isEqualTo("STOPPED 0 the test wants it");
        assertThat(supervisor.read("out")).isEqualTo("saved\n");
    }

    @Test
    void stoppingKillsWhatIgnoresTerm() throws Exception {
        run(Duration.ofMillis(300), "sh", "-c", "trap '' TERM; echo $$ > $FOLDER/pid; while :; do sleep 0.05; done");
        supervisor.session();
        supervisor.tell("stop");
        assertThat(supervisor.end()).isEqualTo("STOPPED 137 the test wants it");
    }

    @Test
    void endsWhatTheCommandLeavesBehindInItsGroupAndInOthers() throws Exception {
        String stubborn = "(trap '' TERM; while :; do sleep 0.05; done) & ";
        run(Duration.ofMillis(300), "sh", "-c", stubborn + "timeout 1000 sleep 1000 & sleep 0.2; exit 4");
        assertThat(supervisor.end()).isEqualTo("EXITED 4 ");
        assertThat(supervisor.commandProcesses()).isEmpty();
        assertThat(supervisor.exitCode()).isEqualTo(4);
    }

    @Test
    void optionsForJvmsReachTheCommandButNotTheGuard() throws Exception {
        supervisor.with("JAVA_TOOL_OPTIONS", "-Dfor=everybody");
        run(GRACE, "sh", "-c", "echo $JAVA_TOOL_OPTIONS");
        assertThat(supervisor.exitCode()).isZero();
        assertThat(supervisor.read("out")).isEqualTo("-Dfor=everybody\n");
        assertThat(supervisor.read("err").lines()).containsExactly("Picked up JAVA_TOOL_OPTIONS: -Dfor=everybody");
    }

    @Test
    void goesOnWhenTheShellsThatSendSignalsAreKilled() throws Exception {
        run(GRACE, "sh", "-c", "trap 'echo saved; exit 0' TERM; echo $$ > $FOLDER/pid; while :; do sleep 0.05; done");
        supervisor.session();
        supervisor.signal("KILL", supervisor.childOf(supervisor.guardPid(), "ha-guard-signals"));
        supervisor.signal("TERM", supervisor.pid());
        assertThat(supervisor.end()).isEqualTo("EXITED 0 ");
        assertThat(supervisor.read("out")).isEqualTo("saved\n");
    }

    @Test
    void aGuardThatIsToldToEndStepsDownInOrder() throws Exception {
        run(GRACE, "sh", "-c", "trap 'echo saved; exit 0' TERM; echo $$ > $FOLDER/pid; while :; do sleep 0.05; done");
        supervisor.session();
        supervisor.signal("TERM", supervisor.guardPid());
        assertThat(supervisor.end()).isEqualTo("GUARD_LOST 0 the guard process was told to end");
        assertThat(supervisor.read("out")).isEqualTo("saved\n");
    }

    private void run(Duration grace, String... command) throws Exception {
        supervisor.start(LEASE, grace, List.of(command), "-Djava.io.tmpdir=" + folder);
    }
}
