package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ha run} as a service that stands again and again, on a real ZooKeeper. */
class ServiceIT {
    private static final AtomicInteger CLUSTERS = new AtomicInteger();
    private static ZooKeeperServers servers;

    @TempDir
    Path folder;

    private final List<HaProcess> started = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

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
        Path conf = Files.createDirectory(folder.resolve("conf"));
        environment.put("HA_CONF_DIR", conf.toString());
        Files.write(
                conf.resolve("ha.yaml"),
                List.of(
                        "high-availability: zookeeper",
                        "high-availability.zookeeper.quorum: " + servers.proxiedConnectString(),
                        "high-availability.zookeeper.client.session-timeout: 8 s",
                        "high-availability.tolerate-suspended-connections: true",
                        "high-availability.cluster-id: s" + CLUSTERS.incrementAndGet(),
                        "high-availability.storageDir: "
                                + folder.resolve("storage").toUri()));
    }

    @AfterEach
    void end() {
        servers.clientProxy(1).heal();
        started.forEach(HaProcess::close);
    }

    @Test
    void standsAgainAfterAFailureAndGivesUpAtTheLimit() {
        HaProcess run =
                restarting("on-failure", "--restart-limit", "2", "--", "sh", "-c", "echo epoch $HA_EPOCH; exit 3");

        assertThat(run.exitCode()).as(run.said()).isEqualTo(3);
        assertThat(run.out().lines()).containsExactly("epoch 1", "epoch 2", "epoch 3");
        HaProcess history = run("history");
        assertThat(history.exitCode()).as(history.said()).isZero();
        assertThat(history.out().lines().skip(1))
                .hasSize(3)
                .allMatch(line -> line.contains("CLOSED") && line.endsWith("the command ended with exit code 3"));
    }

    @Test
    void aCommandThatEndsWellIsStartedAgainOnlyIfThatIsAlwaysWanted() {
        HaProcess once = restarting("on-failure", "--", "echo", "once");
        assertThat(once.exitCode()).as(once.said()).isZero();
        assertThat(once.out()).isEqualTo("once\n");

        HaProcess always = restarting("always", "--", "echo", "up");
        await().atMost(HaProcess.LONG).until(() -> always.out().lines().count() >= 2);
        always.signal("TERM");
        always.exitCode();
    }

    @Test
    void standsAgainWhenLeadershipWasLost() {
        HaProcess run = restarting("on-failure", "--", "sh", "-c", "echo epoch $HA_EPOCH; sleep 1000");
        run.awaitOut("epoch 1");

        servers.clientProxy(1).refuse();
        servers.clientProxy(1).cut();
        run.awaitErr("leads no more");
        servers.clientProxy(1).heal();

        // A term that begins before the session has proven anything after the gap may end by its deadline again, and
        // before its
        // command was started.
        await().atMost(HaProcess.LONG).until(() -> run.out().lines().count() >= 2);
        await().atMost(HaProcess.LONG)
                .during(Duration.ofSeconds(4))
                .until(() -> run.err().lines().reduce((before, last) -> last).orElse(""), "ha: ready"::equals);
        run.signal("TERM");
        assertThat(run.exitCode()).as(run.said()).isEqualTo(143);
    }

    @Test
    void whoIsToldToEndIsNotStartedAgain() {
        HaProcess run = restarting("always", "--", "sh", "-c", "trap 'exit 9' TERM; echo up; sleep 1000 & wait");
        run.awaitOut("up");

        run.signal("TERM");

        assertThat(run.exitCode()).as(run.said()).isEqualTo(9);
        assertThat(run.err()).doesNotContain("standing by again");
    }

    @Test
    void isEndedByASignalInThePauseBeforeARestart() {
        HaProcess run = run("run", "--restart", "on-failure", "--restart-delay", "1min", "--", "false");
        run.awaitErr("standing by again in 60000 ms");

        run.signal("HUP");

        assertThat(run.exitCode()).as(run.said()).isEqualTo(129);
    }

    @Test
    void publishesTheAddressOnceTheCheckSaysThatTheCommandIsReady() throws IOException {
        Path ready = folder.resolve("ready");
        HaProcess leader = run(
                "run",
                "--address",
                "host:1",
                "--ready-when",
                "test \"$HA_EPOCH\" = 1 && test -e " + ready,
                "--",
                "sleep",
                "1000");
        leader.awaitErr("not ready yet");
        HaProcess asked = run("leader", "-o", "json");
        asked.exitCode();
        assertThat(asked.json().at("/leader/ready").asBoolean(true)).isFalse();

        Files.createFile(ready);

        leader.awaitErr("published host:1");
        leader.signal("TERM");
        assertThat(leader.exitCode()).isEqualTo(143);
    }

    @Test
    void endsACommandThatIsNotReadyInTimeAndGivesUpLeadership() {
        HaProcess leader = run("run", "--ready-when", "exit 7", "--ready-within", "1s", "--", "sleep", "1000");

        assertThat(leader.exitCode()).as(leader.said()).isEqualTo(75);
        assertThat(leader.err())
                .contains("not ready within 1000 ms: 'exit 7' ended with exit code 7; ending the command");
        HaProcess history = run("history", "-o", "json");
        assertThat(history.exitCode()).as(history.said()).isZero();
        assertThat(history.out()).contains("CLOSED", "not ready within 1000 ms");
    }

    @Test
    void refusesALimitForReadinessThatMakesNoSense() {
        for (String[] wrong : new String[][] {{"1s"}, {"0s", "--ready-when", "true"}}) {
            List<String> words = new ArrayList<>(List.of("run", "--ready-within"));
            words.addAll(List.of(wrong));
            words.addAll(List.of("--", "true"));
            HaProcess run = run(words.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.said()).isEqualTo(2);
            assertThat(run.err()).contains("--ready-within has to be above 0, and needs a check");
        }
    }

    @Test
    void tellsSystemdHowItIsAndThatItLives() throws IOException {
        Path told = folder.resolve("told");
        systemdNotify("echo \"$NOTIFY_SOCKET $*\" >>" + told);
        environment.put("NOTIFY_SOCKET", "/run/notify");
        environment.put("WATCHDOG_USEC", "1000000");

        HaProcess run = run("run", "--", "sh", "-c", "env; sleep 1000");
        run.awaitOut("HA_EPOCH");
        assertThat(run.out()).doesNotContain("NOTIFY_SOCKET", "WATCHDOG_USEC");
        await().atMost(HaProcess.LONG).until(() -> Files.readString(told).contains("WATCHDOG=1"));
        run.signal("TERM");
        assertThat(run.exitCode()).as(run.said()).isEqualTo(143);

        assertThat(Files.readString(told))
                .containsSubsequence(
                        "/run/notify READY=1\n",
                        "/run/notify STATUS=standing by",
                        "/run/notify STATUS=leading election 'default' with epoch 1\n",
                        "/run/notify STOPPING=1\n");
    }

    @Test
    void aServiceManagerThatCannotBeToldIsSaidOnce() throws IOException {
        systemdNotify("exit 1");
        environment.put("NOTIFY_SOCKET", "/run/notify");

        HaProcess run = run("run", "--", "true");

        assertThat(run.exitCode()).as(run.said()).isZero();
        assertThat(run.err().lines().filter(line -> line.contains("NOTIFY_SOCKET")))
                .hasSize(1);
    }

    @Test
    void refusesDelaysThatMakeNoSense() {
        HaProcess run = run("run", "--restart", "always", "--restart-delay", "2min", "--", "true");

        assertThat(run.exitCode()).as(run.said()).isEqualTo(2);
        assertThat(run.err()).contains("--restart-max-delay");
    }

    /** A program of that name, which is found before the system's own. */
    private void systemdNotify(String script) throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path program = Files.writeString(bin.resolve("systemd-notify"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
    }

    private HaProcess restarting(String policy, String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", "--restart", policy, "--restart-delay", "100ms"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private HaProcess run(String... arguments) {
        HaProcess process = HaProcess.start(folder, environment, HaProcess.ha(arguments));
        started.add(process);
        return process;
    }
}
