package io.haservices.cli.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuorumServerTest {
    @ParameterizedTest
    @CsvSource({
        "'zk1:2181,zk2:2182', '[zk1:2181, zk2:2182]'",
        "'zk1 , zk2:2182/root', '[zk1:2181, zk2:2182]'",
        "'[fd00::1]:2182,[::1]', '[[fd00::1]:2182, [::1]:2181]'",
    })
    void readsWhatClientsRead(String text, String expected) {
        assertThat(QuorumServer.all(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zk1:", "zk1:0", "zk1:70000", "zk1,,zk2", ":2181", "[::1", "fd00::1"})
    void refusesWhatNamesNoServer(String text) {
        assertThatThrownBy(() -> QuorumServer.all(text)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void tellsOfAllAtOnce() {
        assertThatThrownBy(() -> QuorumServer.all("zk1:x,zk2,zk3:0"))
                .hasMessageContaining("zk1:x")
                .hasMessageContaining("zk3:0");
    }
}
