package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollisionsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "server.1=localhost:2888:3888|server.2=localhost:2889:3889, server.1 (client) and server.2 (client) would both listen on localhost:2181",
        "server.1=localhost;2181|server.2=localhost:2889:3889;2888, server.1 (quorum) and server.2 (client)",
        "server.1=127.0.0.1|server.2=127.0.0.2|clientPortAddress=0.0.0.0, server.1 (client) and server.2 (client)",
        "server.1=127.0.0.1;0.0.0.0:2181|server.2=127.0.0.2, server.1 (client) and server.2 (client)",
        "server.1=127.0.0.1|server.2=127.0.0.2|quorumListenOnAllIPs=true, server.1 (quorum) and server.2 (quorum)",
        "server.1=127.0.0.1;2181|server.2=127.0.0.1:2889:3889;2182|secureClientPort=2281, server.1 (TLS client)",
        "server.1=127.0.0.1;2888|server.2=127.0.0.2, server.1 (client) and server.1 (quorum)",
        "server.1=192.0.2.1|server.2=192.0.2.1:2889:3889, 192.0.2.1:2181",
    })
    void refusesTwoServersInOnePlace(String lines, String words) {
        assertThatThrownBy(() -> Collisions.refuse(cfg(lines)))
                .hasMessageContaining("zoo.cfg, line ")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.1=127.0.0.1|server.2=127.0.0.2|server.3=127.0.0.3",
                "server.1=localhost:2888:3888;2181|server.2=localhost:2889:3889;2182",
                "server.1=192.0.2.1|server.2=192.0.2.2|clientPortAddress=0.0.0.0",
                "server.1=192.0.2.1;[::]:2181|server.2=192.0.2.2;[::]:2181|quorumListenOnAllIPs=true",
                "server.1=127.0.0.1;2888"
            })
    void takesServersThatDoNotMeet(String lines) {
        assertThatCode(() -> Collisions.refuse(cfg(lines))).doesNotThrowAnyException();
    }

    private ZooCfg cfg(String lines) throws IOException {
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(file, lines.replace('|', '\n'));
        return ZooCfg.load(file);
    }
}
