package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooCfgTest {
    @TempDir
    Path folder;

    @Test
    void fillsInWhatTheFileLeavesOut() throws IOException {
        ZooCfg cfg = cfg("server.1=127.0.0.1\nserver.12=127.0.0.2:observer\n");
        DataFolder data = DataFolder.of(folder.resolve("data"), 12);
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
        DataFolder data = DataFolder.of(folder.resolve("data"), 1);
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
    void refusesALineThatStandsThereTwice() {
        assertThatThrownBy(() -> cfg("server.1=a\nserver.1=b\n"))
                .hasMessageContaining("more than one line for server.1");
    }

    @Test
    void refusesTwoServersInOnePlace() throws IOException {
        ZooCfg cfg = cfg("server.1=localhost:2888:3888\nserver.2=localhost:2889:3889\n");
        assertThatThrownBy(() -> ClientAddress.refuseCollisions(cfg))
                .hasMessageContaining("both listen on localhost:2181");
        ClientAddress.refuseCollisions(cfg("server.1=localhost:2888:3888;2181\nserver.2=localhost:2889:3889;2182\n"));
    }

    @Test
    void refusesLimitsThatContradictEachOther() throws IOException {
        ZooCfg cfg = cfg("server.1=a\nminSessionTimeout=9000\nmaxSessionTimeout=8000\n");
        DataFolder data = DataFolder.of(folder, 1);
        assertThatThrownBy(() -> EffectiveConfiguration.of(cfg, cfg.peer("1"), data, Optional.empty()))
                .hasMessageContaining("above maxSessionTimeout");
    }

    private ZooCfg cfg(String text) throws IOException {
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(file, text);
        return ZooCfg.load(file);
    }
}
