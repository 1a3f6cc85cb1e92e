package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumScriptsIT {
    private Unpacked unpacked;
    private ScriptedQuorum quorum;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
        quorum = ScriptedQuorum.of(unpacked);
    }

    @AfterEach
    void stop() throws IOException {
        quorum.close();
        assertThat(unpacked.running()).isEmpty();
        unpacked.close();
    }

    @ParameterizedTest
    @CsvSource({"'', 3.9.", "3.4, 3.4.", "3.5, 3.5."})
    void startsThreeServersOnThisMachine(String choice, String version) throws IOException {
        quorum.start(Map.of("HA_ZOOKEEPER_SERVER", choice)).expect(0);
        for (String id : List.of("1", "2", "3")) {
            assertThat(quorum.one("status", id).expect(0).out())
                    .contains("serves as")
                    .contains("version " + version);
            assertThat(unpacked.home().resolve("data/zookeeper/" + id + "/myid"))
                    .hasContent(id);
        }
        assertThat(ZooKeeperView.negotiatedTimeout(quorum.connectString(), 60_000))
                .as("the default session of 60 s is not cut to 40 s")
                .isEqualTo(60_000);
        Ran shown = unpacked.ha("zookeeper", "status", "-o", "json").expect(0);
        assertThat(shown.json().path("serving").asInt()).isEqualTo(3);
        assertThat(shown.json().path("servers").findValuesAsText("version")).allMatch(text -> text.startsWith(version));
        assertThat(listensAt(quorum.hosts().get(2).replaceAll("3$", "9")))
                .as("a server listens beside its own address")
                .isFalse();
        assertThat(quorum.start(Map.of()).expect(0).out()).contains("running already");
        quorum.stop().expect(0);
        assertThat(quorum.one("status", "1").expect(1).out()).contains("does not run");
    }

    @Test
    void keepsTheDataFromOneStartToTheNextAlsoWithANewerServer() throws IOException {
        quorum.start(Map.of("HA_ZOOKEEPER_SERVER", "3.4")).expect(0);
        try (ZooKeeperView zooKeeper = ZooKeeperView.of(quorum.connectString())) {
            zooKeeper.create("/kept", "as it was");
        }
        quorum.stop().expect(0);
        quorum.start(Map.of()).expect(0);
        try (ZooKeeperView zooKeeper = ZooKeeperView.of(quorum.connectString())) {
            assertThat(zooKeeper.read("/kept")).isEqualTo("as it was");
        }
    }

    @Test
    void goesOnWithoutOneServerAndTakesItBack() {
        quorum.start(Map.of()).expect(0);
        quorum.one("stop", "2").expect(0);
        quorum.one("status", "2").expect(1);
        quorum.one("start", "2").expect(0);
        quorum.start(Map.of()).expect(0);
    }

    @Test
    void refusesAPeerThatIsNotInTheFile() {
        Ran ran = quorum.one("start", "7").expect(2).withoutTrace();
        assertThat(ran.err()).contains("no server.7").contains("zoo.cfg");
    }

    @Test
    void startsTheServersOneByOneAndSaysWhenTheyServe() {
        assertThat(quorum.one("start", "1").expect(0).out()).contains("waits for a quorum");
        assertThat(quorum.one("status", "1").expect(5).out()).contains("there is no quorum");
        assertThat(quorum.one("start", "2").expect(0).out()).contains("serves as");
        assertThat(quorum.one("start", "2").expect(0).out())
                .contains("running already")
                .contains("serves as");
        assertThat(quorum.one("stop", "2").expect(0).out()).contains("stopped");
        assertThat(quorum.one("stop", "2").expect(0).out()).contains("did not run");
    }

    @Test
    void givesTheServersTheMemoryOfHaYaml() throws IOException {
        unpacked.configure(Map.of("zookeeper.heap.mb", "99"));
        quorum.start(Map.of("HA_ZOOKEEPER_JVM_OPTS", "-Dmine=yes")).expect(0);
        long pid = Long.parseLong(Files.readString(unpacked.home().resolve("data/zookeeper/1/server.pid"))
                .strip());
        assertThat(Unpacked.commandLine(pid).split("\0", -1)).contains("-Xms99m", "-Xmx99m", "-Dmine=yes");
        assertThat(unpacked.home().resolve("log/zookeeper-1.log")).isNotEmptyFile();
        unpacked.configure(Map.of("zookeeper.heap.mb", "much"));
        quorum.one("stop", "1").expect(0);
        assertThat(quorum.one("start", "1").expect(2).withoutTrace().err()).contains("zookeeper.heap.mb", "'much'");
    }

    private static boolean listensAt(String host) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, 2181), 500);
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }
}
