package io.haservices.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The nodes as containers obey like processes. */
@Timeout(300)
class ContainersIT {
    @BeforeEach
    void needsContainers() {
        assumeThat(Containers.areUsed())
                .as("a Docker engine with the images of scripts/containers")
                .isTrue();
    }

    @Test
    void anEtcdContainerIsPausedKilledAndStartedAgainWithItsData() {
        try (EtcdServers servers = EtcdServers.ofNodes(1).start()) {
            EtcdNode node = servers.node(1);
            assertThat(node.gateway()
                            .post("/v3/kv/put", "", "{\"key\":\"a2V5\",\"value\":\"dmFsdWU=\"}")
                            .isGood())
                    .isTrue();
            node.pause();
            assertThat(node.isPaused()).isTrue();
            assertThat(node.isHealthy()).isFalse();
            node.resume();
            servers.awaitReady();
            node.pause();
            node.kill();
            assertThat(node.isRunning()).isFalse();
            node.start();
            servers.awaitReady();
            assertThat(node.gateway()
                            .post("/v3/kv/range", "", "{\"key\":\"a2V5\"}")
                            .field("value"))
                    .contains("dmFsdWU=");
        }
    }

    @Test
    void aZooKeeperContainerIsPausedKilledAndStartedAgain() {
        try (ZooKeeperServers servers = ZooKeeperServers.version("3.9").nodes(3).start()) {
            ZooKeeperNode first = servers.leader();
            first.pause();
            assertThat(first.ask("srvr")).isEmpty();
            assertThat(servers.leader()).isNotSameAs(first);
            first.resume();
            servers.awaitReady();
            ZooKeeperNode second = servers.leader();
            second.kill();
            assertThat(second.isRunning()).isFalse();
            assertThat(servers.leader()).isNotSameAs(second);
            second.start();
            servers.awaitReady();
            assertThat(servers.followers()).hasSize(2);
        }
    }
}
