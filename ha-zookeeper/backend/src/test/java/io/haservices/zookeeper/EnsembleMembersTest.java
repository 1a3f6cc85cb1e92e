package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnsembleMembersTest {
    private static final String CONFIGURED = "zk1:2181";

    @Test
    void readsAddressesForClientsOfMembersAndObservers() {
        EnsembleMembers members = read("""
                server.1=a:2888:3888:participant;zk1:2181
                server.2=b:2888:3888|c:2889:3889:participant;10.0.0.2:2181
                server.3=[fd00::3]:2888:3888:observer;[fd00::3]:2181
                version=100000000""");
        assertThat(members.addresses()).containsExactly("zk1:2181", "10.0.0.2:2181", "[fd00::3]:2181");
        assertThat(members.problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "version=0", "server.1=a:2888:3888:participant\nversion=0", "garbage", "\0;\0"})
    void namesNobodyWhereNothingIsSaidOfClients(String configuration) {
        assertThat(read(configuration)).isEqualTo(read(""));
        assertThat(read("").addresses()).isEmpty();
        assertThat(read("").problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0:2181",
                "[::]:2181",
                "[0:0:0:0:0:0:0:0]:2181",
                "*:2181",
                "2181",
                ":2181",
                "",
                "zk2",
                "zk2:0",
                "zk2:70000",
                "zk2:x",
                "fd00::3:2181",
                "zk2:2181,zk3:2181",
                "zk2:2181/chroot",
                "a b:2181",
                "127.0.0.1:2181",
                "localhost:2181",
                "[::1]:2181",
            })
    void refusesAllWhenOneAddressLeadsNowhere(String address) {
        EnsembleMembers members = read("server.1=a:1:2;zk1:2181\nserver.2=b:1:2:participant;" + address);
        assertThat(members.addresses()).isEmpty();
        assertThat(members.problem().orElseThrow()).startsWith("server.2 has the client address '" + address + "'");
    }

    @Test
    void takesThisMachineWhereTheUserNamedItToo() {
        String configuration = "server.1=a:1:2;127.0.0.1:2182";
        assertThat(EnsembleMembers.read(configuration, "localhost:2181").addresses())
                .containsExactly("127.0.0.1:2182");
    }

    private static EnsembleMembers read(String configuration) {
        return EnsembleMembers.read(configuration, CONFIGURED);
    }
}
