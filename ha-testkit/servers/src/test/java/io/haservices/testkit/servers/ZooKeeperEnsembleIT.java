package io.haservices.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Three servers of each version, and the links between them. */
@ParameterizedClass
@ValueSource(strings = {"3.4", "3.5", "3.9"})
@Timeout(300)
class ZooKeeperEnsembleIT {
    @SuppressWarnings("NullAway.Init")
    private static ZooKeeperServers servers;

    private final String version;

    ZooKeeperEnsembleIT(String version) {
        this.version = version;
    }

    @BeforeParameterizedClassInvocation
    static void start(String version) {
        servers = ZooKeeperServers.version(version).nodes(3).start();
    }

    @AfterParameterizedClassInvocation
    static void close() {
        servers.close();
    }

    @BeforeEach
    void allServe() {
        servers.links().heal();
        servers.nodes().forEach(ZooKeeperNode::start);
        servers.awaitReady();
    }

    @Test
    void hasOneLeaderAndTwoFollowers() {
        assertThat(servers.leader().mode()).contains("leader");
        assertThat(servers.nodes())
                .allSatisfy(node -> assertThat(node.ask("srvr").orElse("")).contains("version: " + version + "."));
        assertThat(servers.followers()).hasSize(2).doesNotContain(servers.leader());
        assertThat(servers.connectString().split(",")).hasSize(3);
        assertThat(servers.proxiedConnectString().split(",")).hasSize(3);
    }

    @Test
    void electsAnotherLeaderWhenTheLeaderIsKilled() {
        ZooKeeperNode old = servers.leader();
        old.kill();
        servers.awaitReady();
        assertThat(servers.leader()).isNotSameAs(old);
        old.start();
        servers.awaitReady();
        assertThat(old.mode()).contains("follower");
    }

    @Test
    void electsAnotherLeaderWhenTheLeaderIsPaused() {
        ZooKeeperNode old = servers.leader();
        old.pause();
        patiently().until(() -> servers.leader() != old);
        old.resume();
        servers.awaitReady();
        assertThat(old.mode()).contains("follower");
    }

    @Test
    void letsAFollowerServeReadsForAWhileAfterItWasCutOffFromItsLeader() throws IOException {
        ZooKeeperNode follower = servers.followers().get(0);
        try (TestSession session = new TestSession(follower.clientAddress())) {
            servers.links().cut(follower.id(), servers.leader().id());
            assertThat(session.exists("/zookeeper")).isTrue();
            assertThat(follower.mode()).contains("follower");
        }
        patiently().until(() -> follower.mode().isEmpty());
        assertThat(follower.ask("srvr").orElse("")).contains("not currently serving requests");
        assertThat(servers.followers()).hasSize(1);
        servers.links().heal();
        servers.awaitReady();
    }

    @Test
    void tellsAFollowerAtOnceWhenItsLinkIsReset() {
        ZooKeeperNode follower = servers.followers().get(0);
        servers.links().reset(follower.id(), servers.leader().id());
        patiently().until(() -> follower.mode().isEmpty());
        servers.links().heal(follower.id(), servers.leader().id());
        servers.awaitReady();
    }

    @Test
    void makesAFollowerLeaveThatOnlyCannotHearItsLeader() {
        ZooKeeperNode follower = servers.followers().get(0);
        servers.links().cutOneWay(servers.leader().id(), follower.id());
        patiently().until(() -> follower.mode().isEmpty());
        assertThat(servers.leader().mode()).contains("leader");
    }

    @Test
    void replacesAnIsolatedLeaderWhichGivesUp() {
        ZooKeeperNode old = servers.leader();
        servers.links().isolate(old.id());
        patiently().until(() -> servers.leader() != old);
        patiently().until(() -> old.mode().isEmpty());
        servers.links().heal();
        servers.awaitReady();
        assertThat(old.mode()).contains("follower");
    }

    @Test
    void survivesAShortInterruptionWithTheSameLeader() {
        ZooKeeperNode leader = servers.leader();
        servers.links().isolate(leader.id());
        servers.links().heal();
        servers.awaitReady();
        assertThat(servers.leader()).isSameAs(leader);
    }

    @Test
    void expiresASessionThatLivesOnAFollower() throws IOException {
        ZooKeeperNode follower = servers.followers().get(0);
        try (TestSession victim = new TestSession(follower.clientAddress());
                TestSession witness = new TestSession(servers.leader().clientAddress())) {
            victim.create("/ephemeral", true);
            assertThat(witness.exists("/ephemeral")).isTrue();
            assertThat(servers.expire(victim.id())).isTrue();
            assertThat(witness.exists("/ephemeral")).isFalse();
        }
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50));
    }
}
