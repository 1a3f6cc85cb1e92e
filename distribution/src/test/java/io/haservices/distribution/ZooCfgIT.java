package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form that a line of {@code zoo.cfg} may have is served by every version, and a bad one is refused with its number. */
class ZooCfgIT {
    private final String network = "127." + ThreadLocalRandom.current().nextInt(1, 255) + "."
            + ThreadLocalRandom.current().nextInt(1, 255) + ".";
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
    @ValueSource(strings = {"3.4", "3.5", "3.9"})
    void servesEveryFormOfALine(String version) throws IOException {
        zooCfg("""
                # 0 and numbers above 255 are beyond ZooKeeper's documentation, and work
                  server.0   =  127.0.0.1 : 28%1$d : 29%1$d ; [::1]:21%1$d
                server.12=N2;N2:2182
                server.300:N3:2888:3888:participant;2183
                server.7=N4:observer
                tickTime = 1000
                """.formatted(100 + ThreadLocalRandom.current().nextInt(800)).replace("N", network));
        String lines = Files.readString(unpacked.home().resolve("conf/zoo.cfg"));
        // Where there is no IPv6 the rest is tested all the same.
        if (!canListenOn("::1")) {
            System.out.println("ZooCfgIT: no IPv6 on this machine; the client address [::1] is replaced by 127.0.0.1");
            zooCfg(lines.replace("[::1]", "127.0.0.1"));
        } else {
            zooCfg(lines.replace("127.0.0.1 :", "[::1] :"));
        }
        Ran started = quorum.start(Map.of("HA_ZOOKEEPER_SERVER", version)).expect(0);
        assertThat(started.out())
                .contains("server.7 serves as observer", "serves as leader", "all 4 servers serve")
                .contains("server.12 starting on " + network + "2:2182")
                .contains("server.300 starting on " + network + "3:2183");
        assertThat(quorum.one("status", "300").expect(0).out()).contains("version " + version);
        assertThat(unpacked.home().resolve("data/zookeeper/300/myid")).hasContent("300");
    }

    @ParameterizedTest
    @CsvSource({
        "server.1=::1, 'line 1: server.1: ''::1'' cannot be read'",
        "server.1=N1;x:y, line 1: server.1: y is no port",
        "server.1=N1|server.1=N2, line 2: server.1 stands in line 1 already",
        "server.1=N1|tickTime=soon, line 2: tickTime=soon is no number",
        "server.1=N1|reconfigEnabled=true, line 2: reconfigEnabled=true is not supported",
        "server.1=192.0.2.1, line 1: server.1 cannot listen on 192.0.2.1:2181",
    })
    void refusesABadLineWithItsNumber(String lines, String words) throws IOException {
        zooCfg(lines.replace("N", network).replace('|', '\n') + "\n");
        String expected = words.replace(": y is", ": 'y' is");
        assertThat(quorum.one("start", "1").expect(2).withoutTrace().err()).contains("zoo.cfg, " + expected);
        assertThat(unpacked.running()).isEmpty();
        zooCfg("server.1=" + network + "1\n");
    }

    @Test
    void refusesABusyPortWithTheLineThatNamesIt() throws IOException {
        zooCfg("tickTime=2000\nserver.1=" + network + "1;2199\nserver.2=" + network + "2\n");
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(network + "1", 2199));
            assertThat(quorum.one("start", "1").expect(2).withoutTrace().err())
                    .contains("zoo.cfg, line 2: server.1 cannot listen on " + network + "1:2199 (client)")
                    .contains("in use");
        }
        assertThat(unpacked.home().resolve("data/zookeeper/1")).doesNotExist();
    }

    @Test
    void refusesTheDataOfAnotherServer() throws IOException {
        zooCfg("server.1=" + network + "1\ndataDir=mine\n");
        Files.createDirectories(unpacked.home().resolve("mine/1"));
        Files.writeString(unpacked.home().resolve("mine/1/myid"), "2\n");
        assertThat(quorum.one("start", "1").expect(2).withoutTrace().err())
                .contains("zoo.cfg, line 2: dataDir: ")
                .contains("belongs to server.2");
        assertThat(unpacked.home().resolve("mine/1/myid")).hasContent("2\n");
    }

    @Test
    void runsInTheForegroundAsTheScriptItself() throws Exception {
        zooCfg("server.1=" + network + "1\n");
        Path log = unpacked.beside("foreground.txt");
        Process server =
                Command.start(List.of(unpacked.bin("zookeeper.sh"), "start-foreground", "1"), Map.of(), log.toFile());
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> quorum.one("status", "1").code() == 0);
            assertThat(quorum.one("status", "1").out()).contains("pid " + server.pid());
            assertThat(quorum.one("start-foreground", "1").expect(2).err()).contains("running already");
            assertThat(log).content().contains("INFO").doesNotContain("running already");
        } finally {
            server.destroy();
        }
        assertThat(server.waitFor()).isEqualTo(143);
        assertThat(quorum.one("start-foreground", "--help").expect(0).err()).contains("usage:");
        quorum.one("status", "1").expect(1);
    }

    private void zooCfg(String text) throws IOException {
        Files.writeString(unpacked.home().resolve("conf/zoo.cfg"), text);
    }

    private static boolean canListenOn(String host) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
