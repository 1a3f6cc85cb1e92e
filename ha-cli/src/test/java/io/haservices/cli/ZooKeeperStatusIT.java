package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.cli.CommandRunner.Result;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real servers of every version tell of themselves. */
class ZooKeeperStatusIT {
    @ParameterizedTest
    @CsvSource({"3.4, 3.4.", "3.5, 3.5.", "3.9, 3.9."})
    void showsModeVersionSessionsAndLatencyOfAServer(String line, String version) throws Exception {
        try (ZooKeeperServers servers = ZooKeeperServers.version(line).start()) {
            ZooKeeper session = session(servers.connectString());
            JsonNode shown =
                    status(servers.connectString(), 0).json().path("servers").path(0);
            session.close();
            assertThat(shown.path("serves").asBoolean()).isTrue();
            assertThat(shown.path("mode").asText()).isEqualTo("standalone");
            assertThat(shown.path("version").asText()).startsWith(version);
            assertThat(shown.path("connections").asInt()).isEqualTo(1);
            assertThat(shown.path("sessions").asInt()).isEqualTo(1);
            assertThat(shown.path("latency_millis").path("max").isNumber()).isTrue();
            assertThat(shown.path("notes")).isEmpty();
        }
    }

    @Test
    void showsAnEnsembleThatLosesItsServers() {
        try (ZooKeeperServers servers = ZooKeeperServers.version("3.9")
                .nodes(3)
                .config("4lw.commands.whitelist", "srvr")
                .start()) {
            Result whole = status(servers.connectString(), 0);
            assertThat(whole.json().path("serving").asInt()).isEqualTo(3);
            assertThat(whole.json().path("leader").asText())
                    .isEqualTo(servers.leader().connectString());
            assertThat(whole.json().path("servers").findValuesAsText("mode"))
                    .containsExactlyInAnyOrder("leader", "follower", "follower");
            assertThat(whole.json().at("/servers/0/notes").toString())
                    .contains("'mntr' is not in its 4lw.commands.whitelist", "'cons' is not");
            assertThat(whole.json().at("/servers/0/sessions").isNull()).isTrue();

            servers.node(1).kill();
            servers.node(2).pause();
            // The leader notices after its syncLimit only that it is alone.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> run(servers.connectString(), "--timeout", "2s").code() == 5);
            Result broken = status(servers.connectString(), 5, "--timeout", "2s");
            assertThat(broken.json().at("/servers/0/notes/0").asText()).contains("connection refused");
            assertThat(broken.json().at("/servers/1/notes/0").asText()).contains("no answer within 2000 ms");
            servers.node(2).resume();
        }
    }

    @Test
    void warnsWhenTheServersBelongToDifferentEnsembles() {
        try (ZooKeeperServers mute = ZooKeeperServers.version("3.9")
                        .config("4lw.commands.whitelist", "srvr,mntr")
                        .start();
                ZooKeeperServers other = ZooKeeperServers.version("3.5").start()) {
            Result both = status(mute.connectString() + "," + other.connectString(), 0);
            assertThat(both.json().path("leader").isNull()).isTrue();
            assertThat(both.json().at("/warnings/0").asText()).contains("different ensembles");
            assertThat(both.err()).contains("different ensembles");
            Result text = CommandRunner.unconfigured()
                    .run("zookeeper", "status", "-D", "high-availability.zookeeper.quorum=" + mute.connectString());
            assertThat(text.out())
                    .contains("MODE", "standalone", "1 of 1 servers serve; the ensemble has 0 sessions")
                    .contains("'cons' is not in its 4lw.commands.whitelist");
        }
    }

    private static ZooKeeper session(String servers) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper session = new ZooKeeper(servers, 20_000, event -> connected.countDown());
        assertThat(connected.await(30, TimeUnit.SECONDS)).isTrue();
        return session;
    }

    private static Result status(String quorum, int code, String... more) {
        Result result = run(quorum, more);
        assertThat(result.code()).as(result.toString()).isEqualTo(code);
        return result;
    }

    private static Result run(String quorum, String... more) {
        String[] words = {
            "zookeeper", "status", "-o", "json", "-D", "high-availability.zookeeper.quorum=" + quorum,
        };
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return CommandRunner.unconfigured().run(all);
    }
}
