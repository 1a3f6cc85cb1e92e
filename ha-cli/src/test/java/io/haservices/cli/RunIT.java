package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ha run} as processes, on a real ZooKeeper. */
class RunIT {
    private static final AtomicInteger CLUSTERS = new AtomicInteger();
    private static ZooKeeperServers servers;

    @TempDir
    Path folder;

    private final List<HaProcess> started = new ArrayList<>();
    private Path conf;

    @BeforeAll
    static void startServers() {
        servers = ZooKeeperServers.version("3.9").withoutFsync().start();
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @BeforeEach
    void configure() throws IOException {
        conf = Files.createDirectory(folder.resolve("conf"));
        Files.write(
                conf.resolve("ha.yaml"),
                List.of(
                        "high-availability: zookeeper",
                        "high-availability.zookeeper.quorum: " + servers.proxiedConnectString(),
                        "high-availability.zookeeper.client.session-timeout: 12 s",
                        "high-availability.tolerate-suspended-connections: true",
                        "high-availability.cluster-id: c" + CLUSTERS.incrementAndGet(),
                        "high-availability.storageDir: "
                                + folder.resolve("storage").toUri()));
    }

    @AfterEach
    void end() {
        servers.clientProxy(1).heal();
        started.forEach(HaProcess::close);
        // The guard of one that was just killed still has to end the command, which may be about to write into the
        // folder.
        await("the commands are gone")
                .atMost(HaProcess.LONG)
                .until(() -> ProcessHandle.allProcesses()
                        .noneMatch(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(folder.toString()))
                                .isPresent()));
    }

    @Test
    void runsTheCommandWithItsTermInTheEnvironmentAndReturnsItsCode() {
        HaProcess run = run("run", "--election", "jobs", "--", "sh", "-c", "env; exit 7");

        assertThat(run.exitCode()).as(run.said()).isEqualTo(7);
        assertThat(run.out())
                .contains("HA_ELECTION=jobs", "HA_EPOCH=1", "HA_LEADER_ID=", "HA_CLUSTER_ID=c", "HA_CONF_DIR=" + conf);
        assertThat(run.err().lines())
                .allMatch(line -> line.startsWith("ha: "))
                .anyMatch(line -> line.contains("epoch 1"));
    }

    @Test
    void returnsZeroOfACommandThatEndedWellAndGivesEveryTermANewEpoch() {
        for (int epoch = 1; epoch <= 3; epoch++) {
            HaProcess run = run("run", "--quiet", "--", "sh", "-c", "echo epoch $HA_EPOCH");
            assertThat(run.exitCode()).as(run.said()).isZero();
            assertThat(run.out()).isEqualTo("epoch " + epoch + "\n");
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void publishesTheAddress() {
        HaProcess leader = run("run", "--address", "host:1", "--", "sleep", "1000");
        leader.awaitErr("published");

        HaProcess asked = run("leader", "-o", "json");

        assertThat(asked.exitCode()).as(asked.said()).isZero();
        assertThat(asked.json().at("/leader/address").asText()).isEqualTo("host:1");
        assertThat(asked.json().at("/leader/ready").asBoolean()).isTrue();
        leader.signal("TERM");
        assertThat(leader.exitCode()).isEqualTo(143);
        assertThat(run("leader").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"nosuchcommand,127", "/etc/passwd,126"})
    void saysAtOnceThatACommandCannotBeStarted(String command, int code) {
        HaProcess run = run("run", "--", command);

        assertThat(run.exitCode()).as(run.said()).isEqualTo(code);
        assertThat(run.err()).contains(command).hasLineCount(1);
    }

    @Test
    void publishesNothingOfACommandThatTheSystemRefusesToExecute() throws IOException {
        Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        HaProcess run = run("run", "--address", "host:1", "--", script.toString());

        assertThat(run.exitCode()).as(run.said()).isEqualTo(127);
        assertThat(run.err()).contains("leading election").doesNotContain("ha: started", "published");
    }

    @Test
    void refusesAGraceThatDoesNotFitTheSession() {
        HaProcess run = run("run", "--grace", "10s", "--", "echo", "started");

        assertThat(run.exitCode()).as(run.said()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--grace").contains("12000 ms");
    }

    @Test
    void givesUpWhenTheServiceIsNotReached() {
        servers.clientProxy(1).refuse();

        HaProcess run = run("run", "--timeout", "3s", "--", "echo", "started");

        assertThat(run.exitCode()).as(run.said()).isEqualTo(5);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "USR1", "TERM"})
    void passesSignalsOnToTheCommand(String signal) {
        HaProcess leader = run(
                "run",
                "--",
                "sh",
                "-c",
                "trap 'echo got " + signal + "; exit 9' " + signal + "; echo up; sleep 1000 & wait");
        leader.awaitOut("up");

        leader.signal(signal);

        assertThat(leader.exitCode()).as(leader.said()).isEqualTo(9);
        assertThat(leader.out()).contains("got " + signal);
    }

    @ParameterizedTest
    @CsvSource({"HUP,129", "INT,130", "USR1,138", "TERM,143"})
    void isEndedByASignalWhileItStandsBy(String signal, int code) {
        HaProcess leader = run("run", "--", "sleep", "1000");
        leader.awaitErr("ready");
        HaProcess standby = run("run", "--", "echo", "started");
        standby.awaitErr("standing by");

        standby.signal(signal);

        assertThat(standby.exitCode()).as(standby.said()).isEqualTo(code);
        assertThat(standby.out()).isEmpty();
    }

    @Test
    void endsTheCommandAndItselfWith75WhenTheConnectionIsLost() {
        HaProcess leader = beating("one");

        servers.clientProxy(1).refuse();
        servers.clientProxy(1).cut();

        assertThat(leader.exitCode()).as(leader.said()).isEqualTo(75);
        assertThat(leader.err()).contains("leadership was lost");
        assertGone("one");
    }

    @Test
    void endsTheCommandOfAKilledLeaderBeforeTheStandbyStartsItsOwn() {
        HaProcess leader = beating("one");
        HaProcess standby = run("run", "--", "sh", "-c", beat("two"));
        standby.awaitErr("standing by");

        leader.signal("KILL");

        standby.awaitErr("epoch 2");
        assertGone("one");
        assertThat(standby.process().isAlive()).isTrue();
    }

    @Test
    void endsTheCommandOfAStoppedLeaderBeforeTheStandbyStartsItsOwnAndReturns75() {
        HaProcess leader = beating("one");
        HaProcess standby = run("run", "--", "sh", "-c", beat("two"));
        standby.awaitErr("standing by");

        leader.signal("STOP");

        standby.awaitErr("epoch 2");
        assertGone("one");
        leader.signal("CONT");
        assertThat(leader.exitCode()).as(leader.said()).isEqualTo(75);
    }

    @Test
    void endsTheCommandWhenItsGuardIsKilled() {
        HaProcess leader = beating("one");

        guardOf(leader).destroyForcibly();

        assertThat(leader.exitCode()).as(leader.said()).isEqualTo(75);
        assertGone("one");
    }

    @Test
    void standsByNoMoreWhenItsGuardIsKilled() {
        HaProcess leader = run("run", "--", "sleep", "1000");
        leader.awaitErr("ready");
        HaProcess standby = run("run", "--", "echo", "up");
        standby.awaitErr("standing by");

        guardOf(standby).destroyForcibly();

        assertThat(standby.exitCode()).as(standby.said()).isEqualTo(75);
        assertThat(standby.err()).contains("the guard process died");
        assertThat(standby.out()).isEmpty();
    }

    @Test
    void recordsEventsAsJsonLines() throws IOException {
        Path events = folder.resolve("events");

        HaProcess run = run("run", "-o", "json", "--events", events.toString(), "--", "true");

        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(Files.readAllLines(events))
                .containsExactlyElementsOf(run.err().lines().toList());
        assertThat(Files.readString(events))
                .containsSubsequence("\"standby\"", "\"granted\"", "\"started\"", "\"exited\"", "\"revoked\"")
                .contains("monotonic_nanos");
    }

    @Test
    void followsTheLeaderUntilItsReaderHasGone() {
        HaProcess watch = run("leader", "--watch", "-o", "json");
        watch.awaitOut("\"leader\":null");
        HaProcess leader = run("run", "--address", "host:1", "--", "sleep", "1000");
        watch.awaitOut("host:1");
        leader.signal("TERM");
        leader.exitCode();

        await().atMost(HaProcess.LONG)
                .until(() -> watch.out().strip().endsWith("\"leader\":null}")
                        && watch.out().lines().count() >= 3);
        assertThat(watch.out().lines()).allMatch(line -> line.startsWith("{\"schema\":1"));
    }

    private static ProcessHandle guardOf(HaProcess run) {
        return run.process()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("GuardMain"))
                .findFirst()
                .orElseThrow();
    }

    private HaProcess beating(String name) {
        HaProcess leader = run("run", "--", "sh", "-c", beat(name));
        leader.awaitErr("ready");
        await(name + " works").atMost(HaProcess.LONG).until(() -> Files.exists(folder.resolve(name)));
        return leader;
    }

    // Says who it is, for it to be looked for, and works until it is ended.
    private String beat(String name) {
        return "trap '' TERM; echo $$ >" + folder.resolve(name) + "; while :; do sleep 0.1; done";
    }

    private void assertGone(String name) {
        try {
            long pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
            Path status = Path.of("/proc", Long.toString(pid), "status");
            // A dead process whose new parent has not looked after it yet is gone all the same.
            assertThat(Files.exists(status) ? Files.readString(status) : "State:\tZ")
                    .contains("State:\tZ");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HaProcess run(String... arguments) {
        HaProcess process = HaProcess.start(folder, Map.of("HA_CONF_DIR", conf.toString()), HaProcess.ha(arguments));
        started.add(process);
        return process;
    }
}
