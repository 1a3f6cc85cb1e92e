package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTest {
    @ParameterizedTest
    @CsvSource({
        "zk1.example.org, zk1.example.org:2888:3888",
        "zk1:2900, zk1:2900:3888",
        "zk1:2900:3900, zk1:2900:3900",
        "[::1], [::1]:2888:3888",
        "[fe80::1]:2900, [fe80::1]:2900:3888",
        "zk1:observer, zk1:2888:3888:observer",
        "zk1:2888:3888:OBSERVER, zk1:2888:3888:observer",
        "zk1:2888:3888:participant, zk1:2888:3888",
        "zk1;2181, zk1:2888:3888",
        "zk1:2888:3888:observer;10.0.0.1:2181, zk1:2888:3888:observer",
    })
    void fillsInWhatAShortLineLeavesOut(String text, String expected) {
        assertThat(Peer.parse(1, text).line()).isEqualTo(expected);
    }

    @Test
    void readsTheClientPartBehindTheSemicolon() {
        Peer peer = Peer.parse(1, "zk1:2888:3888;[::1]:2182");
        assertThat(peer.clientHost()).contains("::1");
        assertThat(peer.clientPort()).contains(2182);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":2888",
                "zk1:0",
                "zk1:65536",
                "zk1:28a8",
                "zk1:2888:2888",
                "zk1:1:2:3",
                "zk1:2888:3888:voter",
                "[::1",
                "[::1]2888",
                "zk1;",
                "zk1;host:1:2",
                "zk1|zk2"
            })
    void refusesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> Peer.parse(1, text))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContaining("server.1");
    }
}
