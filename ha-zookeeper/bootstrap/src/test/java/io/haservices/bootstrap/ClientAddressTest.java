package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "server.1=zk1, zk1, zk1:2181",
        "server.1=zk1;2182, zk1, zk1:2182",
        "server.1=zk1|clientPort=2183, zk1, zk1:2183",
        "server.1=zk1;10.0.0.1:2182|clientPort=2183, 10.0.0.1, 10.0.0.1:2182",
        // Asked at the server's own host: "everywhere" would be this machine, whichever machine the server has.
        "server.1=zk1;0.0.0.0:2182, 0.0.0.0, zk1:2182",
        "server.1=zk1;[::]:2182, ::, zk1:2182",
        "server.1=zk1|clientPortAddress=0.0.0.0, 0.0.0.0, zk1:2181",
        "server.1=[fd00::1], fd00::1, [fd00::1]:2181",
        "server.1=zk1|secureClientPort=2281, zk1, zk1:2281",
        "server.1=zk1|secureClientPort=2281|clientPort=2181, zk1, zk1:2181",
    })
    void tellsWhereAServerListensFromWhereItIsAsked(String lines, String bound, String asked) throws IOException {
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(file, lines.replace('|', '\n'));
        ZooCfg cfg = ZooCfg.load(file);
        ClientAddress address = ClientAddress.of(cfg, cfg.peer("1"));
        assertThat(address.bound()).isEqualTo(bound);
        assertThat(address).hasToString(asked);
        assertThat(address.secure()).isEqualTo(asked.endsWith("2281"));
    }
}
