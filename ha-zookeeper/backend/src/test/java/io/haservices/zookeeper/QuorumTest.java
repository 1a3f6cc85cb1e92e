package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuorumTest {
    @Test
    void addsThePortThatIsLeftOut() {
        assertThat(Quorum.parse("zk1, zk2:2182 ,[::1],[fe80::1%eth0]:99"))
                .isEqualTo(new Quorum("zk1:2181,zk2:2182,[::1]:2181,[fe80::1%eth0]:99", ""));
    }

    @Test
    void keepsAPathBehindTheServersApart() {
        assertThat(Quorum.parse("zk1:2181,zk2:2181/a/b")).isEqualTo(new Quorum("zk1:2181,zk2:2181", "/a/b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "zk1,",
                "zk1,,zk2",
                "zk1:0",
                "zk1:65536",
                "zk1:x",
                "zk1:2181;zk2:2181",
                "::1",
                "a b",
                "/x"
            })
    void refusesWhatNamesNoServer(String text) {
        assertThatThrownBy(() -> Quorum.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
