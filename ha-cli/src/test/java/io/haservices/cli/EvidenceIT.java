package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ha run} whose processes die, with a session timeout far longer than any of these tests waits. */
class EvidenceIT {
    private static final Duration SESSION = Duration.ofSeconds(40);
    private static final Duration SOON = SESSION.dividedBy(2);
    private static final int ROUNDS = Integer.getInteger("ha.test.rounds", 5);
    /** Ignores TERM, and notes whether the one before it is still alive. */
    private static final String COMMAND = "trap '' TERM; p=$(cat current 2>/dev/null);"
            + " if [ -n \"$p\" ] && kill -0 $p 2>/dev/null; then echo OVERLAP >>log; fi;"
            + " echo $$ >current; echo started $HA_EPOCH >>log; while :; do sleep 0.1; done";

    private static ZooKeeperServers servers;

    @TempDir
    Path folder;

    private final List<HaProcess> started = new ArrayList<>();

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
        Files.write(
                conf.resolve("ha.yaml"),
                List.of(
                        "high-availability: zookeeper",
                        "high-availability.zookeeper.quorum: " + servers.connectString(),
                        "high-availability.zookeeper.client.session-timeout: " + SESSION.toSeconds() + " s",
                        "high-availability.tolerate-suspended-connections: true",
                        "high-availability.liveness.bind-address: 127.0.0.1",
                        "high-availability.cluster-id: " + folder.getFileName(),
                        "high-availability.storageDir: "
                                + folder.resolve("storage").toUri()));
        Files.createFile(folder.resolve("log"));
    }

    @AfterEach
    void end() {
        started.forEach(HaProcess::close);
    }

    @Test
    void theNextCommandStartsSoonAfterTheLeaderWasKilledButNeverBeforeTheOldOneIsGone() throws IOException {
        HaProcess leader = stand();
        awaitStarted(1);
        for (int round = 1; round <= ROUNDS; round++) {
            HaProcess next = stand();
            next.awaitErr("its death will be noticed at once");
            leader.signal("KILL");
            awaitStarted(round + 1);
            leader = next;
        }
        assertThat(Files.readAllLines(folder.resolve("log")))
                .doesNotContain("OVERLAP")
                .hasSize(ROUNDS + 1);
    }

    private HaProcess stand() {
        HaProcess process = HaProcess.start(
                folder,
                Map.of("HA_CONF_DIR", folder.resolve("conf").toString()),
                HaProcess.ha(
                        "--verbose", "run", "--grace", "500ms", "--", "sh", "-c", "cd " + folder + "; " + COMMAND));
        started.add(process);
        return process;
    }

    private void awaitStarted(int epochs) {
        await().atMost(SOON)
                .until(() -> Files.readAllLines(folder.resolve("log")).size() >= epochs);
    }
}
