package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(listensAt(quorum.hosts().get(2).replaceAll("3$", "9")))
                .as("a server listens beside its own address")
                .isFalse();
        assertThat(quorum.start(Map.of()).expect(0).out()).contains("running already");
        quorum.stop().expect(0);
        assertThat(quorum.one("status", "1").expect(1).out()).contains("does not run");
    }

    @Test
    void keepsTheDataFromOneStartToTheNext() throws IOException {
        quorum.start(Map.of()).expect(0);
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
    void startsServersOfOtherMachinesThroughSsh() throws IOException {
        Path tools = Files.createDirectories(unpacked.beside("tools"));
        Path calls = unpacked.beside("calls");
        Path ssh = tools.resolve("ssh");
        Files.writeString(ssh, "#!/bin/sh\nprintf '%s\\n' \"$@\" >>'" + calls + "'\nexit 9\n");
        assertThat(ssh.toFile().setExecutable(true)).isTrue();
        Files.writeString(unpacked.home().resolve("conf/zoo.cfg"), "server.1=192.0.2.7\n");
        Ran ran = quorum.start(Map.of("PATH", tools + ":" + System.getenv("PATH"), "HA_SSH_OPTS", "-p 2222"))
                .expect(5);
        assertThat(ran.withoutTrace().err()).contains("server.1 on 192.0.2.7").contains("code 9");
        assertThat(Files.readAllLines(calls))
                .startsWith("-n", "-p", "2222", "--", "192.0.2.7")
                .last()
                .asString()
                .contains("/bin/zookeeper.sh' start 1");
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
