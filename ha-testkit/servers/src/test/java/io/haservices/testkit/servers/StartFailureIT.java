package io.haservices.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class StartFailureIT {
    @Test
    void showsWhatAServerSaidThatCannotRead() {
        assertThatThrownBy(() -> ZooKeeperServers.version("3.9")
                        .config("initLimit", "many")
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended by itself")
                .hasMessageContaining("For input string: \"many\"");
    }

    @Test
    void showsWhatAJvmSaidThatCannotStart() {
        assertThatThrownBy(() -> ZooKeeperServers.version("3.4")
                        .jvmOption("-XX:NoSuchOption")
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NoSuchOption");
    }

    @Test
    void endsTheServersThatDoNotServeInTime() {
        assertThatThrownBy(() -> ZooKeeperServers.version("3.9")
                        .nodes(3)
                        .startTimeout(Duration.ofMillis(1))
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("don't serve after PT0.001S")
                .hasMessageContaining("--- ZooKeeper 3.9 node 3 at 127.0.0.1:");
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains("QuorumPeerMain"));
    }
}
