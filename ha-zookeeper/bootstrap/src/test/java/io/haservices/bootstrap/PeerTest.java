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
        "zk1 : 2900 : 3900 : observer ; 2181, zk1:2900:3900:observer",
        "[ ::1 ] : 2900, [::1]:2900:3888",
        "[fe80::1%eth0]:2900, [fe80::1%eth0]:2900:3888",
        "10.0.0.1:2900, 10.0.0.1:2900:3888",
        "zk1;0.0.0.0:2181, zk1:2888:3888",
        "zk1:2888:3888:observer;10.0.0.1:2181, zk1:2888:3888:observer",
    })
    void fillsInWhatAShortLineLeavesOut(String text, String expected) {
        assertThat(Peer.parse(1, text, "zoo.cfg, line 4").line()).isEqualTo(expected);
    }

    @Test
    void readsTheClientPartBehindTheSemicolon() {
        Peer peer = Peer.parse(1, "zk1:2888:3888;[::1]:2182", "zoo.cfg, line 4");
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
                "zk1|zk2",
                "::1",
                "fd00::1:2888:3888",
                "fd00:0:0:0:0:0:0:1",
                "[zk1]:2888",
                "zk1:2888:3888 # the first",
                "zk 1",
                "zk1:+2888",
                "-oProxyCommand=x",
                "0.0.0.0:2888:3888",
                "[::]",
                "zk1;2181;2182",
                "zk1;:2181"
            })
    void refusesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> Peer.parse(1, text, "zoo.cfg, line 4"))
                .isInstanceOf(BootstrapException.class)
                .hasMessageStartingWith("zoo.cfg, line 4: server.1: '");
    }

    @ParameterizedTest
    @CsvSource({
        "::1, an IPv6 address stands in brackets",
        "zk1 # the first, a comment stands on a line of its own",
        "0.0.0.0, the other servers cannot reach it there",
        "zk1|zk2, several addresses for one server",
        "zk1:2888:3888:voter, a role is",
    })
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> Peer.parse(1, text, "zoo.cfg, line 4")).hasMessageContaining(reason);
    }
}
