package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZooCfgTest {
    @TempDir
    Path folder;

    @Test
    void fillsInWhatTheFileLeavesOut() throws IOException {
        ZooCfg cfg = cfg("server.1=127.0.0.1\nserver.12=127.0.0.2:observer\n");
        DataFolder data = DataFolder.of(folder.resolve("data"), 12, "zoo.cfg");
        EffectiveConfiguration effective = EffectiveConfiguration.of(cfg, cfg.peer("12"), data, Optional.empty());
        assertThat(effective.settings())
                .containsEntry("clientPort", "2181")
                .containsEntry("clientPortAddress", "127.0.0.2")
                .containsEntry("tickTime", "2000")
                .containsEntry("initLimit", "10")
                .containsEntry("syncLimit", "5")
                .containsEntry("dataDir", data.path().toString())
                .containsEntry("peerType", "observer")
                .containsEntry("server.1", "127.0.0.1:2888:3888");
        assertThat(Integer.parseInt(effective.settings().getOrDefault("maxSessionTimeout", "0")))
                .isGreaterThanOrEqualTo(60_000);
    }

    @Test
    void keepsWhatTheFileSays() throws IOException {
        ZooCfg cfg = cfg("""
                server.1=127.0.0.1
                clientPort=2200
                maxSessionTimeout=9000
                server.2=127.0.0.2;2300
                authProvider.1=org.apache.zookeeper.server.auth.SASLAuthenticationProvider
                """);
        DataFolder data = DataFolder.of(folder.resolve("data"), 1, "zoo.cfg");
        assertThat(EffectiveConfiguration.of(cfg, cfg.peer("1"), data, Optional.empty())
                        .settings())
                .containsEntry("clientPort", "2200")
                .containsEntry("maxSessionTimeout", "9000")
                .containsEntry(
                        "authProvider.1",
                        "io.haservices.shaded.org.apache.zookeeper.server.auth.SASLAuthenticationProvider");
        assertThat(EffectiveConfiguration.of(cfg, cfg.peer("2"), data, Optional.empty())
                        .settings())
                .containsEntry("clientPort", "2300");
    }

    @Test
    void refusesAPeerThatTheFileLacks() throws IOException {
        ZooCfg cfg = cfg("server.1=127.0.0.1\n");
        assertThatThrownBy(() -> cfg.peer("2"))
                .hasMessageContaining("no server.2")
                .hasMessageContaining("[1]");
        assertThatThrownBy(() -> cfg.peer("one")).hasMessageContaining("'one' is no server number");
    }

    @Test
    void refusesAFileWithoutServers() {
        assertThatThrownBy(() -> cfg("clientPort=2181\n")).hasMessageContaining("names no server");
    }

    @Test
    void refusesABackslashThatNothingFollows() {
        assertThatThrownBy(() -> cfg("server.1=a\n\\\n  \n"))
                .hasMessageContaining("line 2: nothing follows the backslash");
    }

    @Test
    void refusesALineThatStandsThereTwice() {
        assertThatThrownBy(() -> cfg("server.1=a\n\nserver.1=b\n"))
                .hasMessageContaining("line 3: server.1 stands in line 1 already");
        assertThatThrownBy(() -> cfg("server.1=a\nserver.01=b\n"))
                .hasMessageContaining("line 2: there is more than one line for the number 1");
    }

    @Test
    void tellsOfEveryBadLineWithItsNumber() {
        assertThatThrownBy(() -> cfg("""
                # the servers
                server.1=zk1:port
                server.2 = zk2
                server.x=zk3
                server.4=::1
                """))
                .hasMessageContaining("line 2: server.1: 'zk1:port' cannot be read: 'port' is no port")
                .hasMessageContaining("line 4: server.x: 'x' is no server number")
                .hasMessageContaining("line 5: server.4: '::1' cannot be read")
                .hasMessageNotContaining("line 3");
    }

    @Test
    void countsLinesThatGoOnAndReadsWhatPropertiesRead() throws IOException {
        ZooCfg cfg = cfg("""
                ! a comment, too
                  tickTime = 1000
                server.1 \\
                   = zk1\\u002e\\
                     example:2900
                server.2:zk2
                dataDir=a\\\\b
                """);
        assertThat(cfg.peer("1").line()).isEqualTo("zk1.example:2900:3888");
        assertThat(cfg.peer("2").line()).isEqualTo("zk2:2888:3888");
        assertThat(cfg.settings()).containsEntry("tickTime", "1000").containsEntry("dataDir", "a\\b");
        assertThat(cfg.where(cfg.peer("2"))).endsWith("zoo.cfg, line 6");
        assertThat(cfg.where("clientPort")).endsWith("zoo.cfg");
    }

    @Test
    void takesAnyNumberUnlessItsSessionIdsCouldMeetThoseOfAnother() throws IOException {
        ZooCfg cfg = cfg("server.0=a\nserver.12=b\nserver.300=c\nserver.255=d\n");
        assertThat(cfg.peers().keySet()).containsExactly(0, 12, 255, 300);
        assertThatThrownBy(() -> cfg("server.1=a\nserver.257=b\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("the same session id");
        assertThatThrownBy(() -> cfg("server.-1=a\n")).hasMessageContaining("'-1' is no server number");
        assertThatThrownBy(() -> cfg("server.99999999999=a\n")).hasMessageContaining("is no server number");
    }

    @ParameterizedTest
    @CsvSource({
        "dynamicConfigFile=/x, Move its server lines here",
        "reconfigEnabled=true, zoo.cfg decides",
        "admin.enableServer=true, hold no admin server",
        "server.2=b|c, several addresses",
        "tickTime=0, line 2: tickTime=0 is no number",
        "minSessionTimeout=long, line 2: minSessionTimeout=long",
        "clientPort=x, line 2: clientPort: 'x' is no port",
        "'4lw.commands.whitelist=ruok,xsrvr', line 2: 4lw.commands.whitelist",
    })
    void refusesWhatItCannotServeWithLineAndReason(String line, String reason) {
        assertThatThrownBy(() -> effective(cfg("server.1=a\n" + line + "\n")))
                .hasMessageContaining("line 2")
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAnEnsembleOfObservers() {
        assertThatThrownBy(() -> cfg("server.1=a:observer\n")).hasMessageContaining("none can lead");
    }

    @Test
    void takesMinusOneForAbsentAsZooKeeperDoes() throws IOException {
        assertThat(effective(cfg("server.1=a\nminSessionTimeout=-1\nmaxSessionTimeout=-1\n"))
                        .settings())
                .containsEntry("minSessionTimeout", "4000")
                .containsEntry("maxSessionTimeout", "180000");
    }

    @Test
    void opensNoPlainPortWhereOnlyATlsPortIsAskedFor() throws IOException {
        assertThat(effective(cfg("server.1=a\nsecureClientPort=2281\n")).settings())
                .containsEntry("secureClientPort", "2281")
                .containsEntry("secureClientPortAddress", "a")
                .containsEntry(
                        "serverCnxnFactory", "io.haservices.shaded.org.apache.zookeeper.server.NettyServerCnxnFactory")
                .doesNotContainKeys("clientPort", "clientPortAddress");
        assertThat(effective(cfg("server.1=a;2181\nsecureClientPort=2281\n")).settings())
                .containsEntry("clientPort", "2181")
                .containsEntry("clientPortAddress", "a");
    }

    @Test
    void writesWhatZooKeeperReadsBackInLatin1() throws IOException {
        ZooCfg cfg = cfg("server.1=a\n");
        DataFolder data = DataFolder.of(folder.resolve("d\u00e4t\u0101"), 1, "zoo.cfg");
        Files.createDirectories(data.path());
        EffectiveConfiguration.of(cfg, cfg.peer("1"), data, Optional.empty()).write(data);
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(data.configuration())) {
            read.load(in);
        }
        assertThat(read.getProperty("dataDir")).isEqualTo(data.path().toString());
    }

    @Test
    void refusesLimitsThatContradictEachOther() throws IOException {
        ZooCfg cfg = cfg("server.1=a\nminSessionTimeout=9000\nmaxSessionTimeout=8000\n");
        DataFolder data = DataFolder.of(folder, 1, "zoo.cfg");
        assertThatThrownBy(() -> EffectiveConfiguration.of(cfg, cfg.peer("1"), data, Optional.empty()))
                .hasMessageContaining("above maxSessionTimeout");
    }

    private EffectiveConfiguration effective(ZooCfg cfg) {
        return EffectiveConfiguration.of(
                cfg, cfg.peer("1"), DataFolder.of(folder.resolve("data"), 1, "zoo.cfg"), Optional.empty());
    }

    private ZooCfg cfg(String text) throws IOException {
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(file, text);
        return ZooCfg.load(file);
    }
}
