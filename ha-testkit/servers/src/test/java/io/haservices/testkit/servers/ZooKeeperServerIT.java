package io.haservices.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** One server of each version. */
@ParameterizedClass
@ValueSource(strings = {"3.4", "3.5", "3.9"})
@Timeout(300)
class ZooKeeperServerIT {
    @SuppressWarnings("NullAway.Init")
    private static ZooKeeperServers servers;

    private final String version;

    ZooKeeperServerIT(String version) {
        this.version = version;
    }

    @BeforeParameterizedClassInvocation
    static void start(String version) {
        servers = ZooKeeperServers.version(version).start();
    }

    @AfterParameterizedClassInvocation
    static void close() {
        servers.close();
    }

    @BeforeEach
    void serves() {
        servers.awaitReady();
    }

    @Test
    void answersAsTheVersionAskedFor() {
        ZooKeeperNode node = servers.node(1);
        assertThat(node.mode()).contains("standalone");
        assertThat(servers.leader()).isSameAs(node);
        assertThat(servers.followers()).isEmpty();
        assertThat(servers.connectString()).isEqualTo(node.connectString()).startsWith("127.0.0.1:");
        assertThat(node.ask("ruok")).contains("imok");
        assertThat(node.ask("srvr").orElse("")).contains("version: " + version + ".");
        assertThat(node.ask("mntr").orElse("")).contains("zk_server_state\tstandalone");
        assertThat(node.ask("cons")).isPresent();
        assertThat(node.ask("dump").orElse("")).contains("SessionTracker dump");
    }

    @Test
    void keepsItsDataWhenKilledAndStartedAgain() throws IOException {
        String address = servers.connectString();
        try (TestSession session = new TestSession(servers.node(1).clientAddress())) {
            session.create("/kept", false);
        }
        servers.node(1).kill();
        assertThat(servers.node(1).isRunning()).isFalse();
        assertThat(servers.node(1).mode()).isEmpty();
        servers.node(1).start();
        servers.awaitReady();
        assertThat(servers.connectString()).isEqualTo(address);
        try (TestSession session = new TestSession(servers.node(1).clientAddress())) {
            assertThat(session.exists("/kept")).isTrue();
        }
    }

    @Test
    void standsStillWhilePaused() {
        ZooKeeperNode node = servers.node(1);
        node.pause();
        assertThat(node.isPaused()).isTrue();
        assertThat(node.isRunning()).isTrue();
        assertThat(FourLetterWord.ask(node.clientAddress(), "ruok", Duration.ofMillis(300)))
                .isEmpty();
        node.resume();
        servers.awaitReady();
        assertThat(node.ask("ruok")).contains("imok");
    }

    @Test
    void canBeKilledWhilePaused() {
        ZooKeeperNode node = servers.node(1);
        long first = node.pid();
        node.pause();
        node.restart();
        servers.awaitReady();
        assertThat(node.pid()).isNotEqualTo(first);
        assertThat(node.isPaused()).isFalse();
    }

    @Test
    void expiresASessionOfWhichOnlyTheIdIsKnown() throws IOException {
        try (TestSession victim = new TestSession(servers.node(1).clientAddress());
                TestSession witness = new TestSession(servers.node(1).clientAddress())) {
            victim.create("/ephemeral", true);
            assertThat(servers.expire(victim.id())).isTrue();
            assertThat(witness.exists("/ephemeral")).isFalse();
            assertThat(servers.expire(victim.id())).isFalse();
        }
    }

    @Test
    void servesThroughTheClientProxyUntilThatIsTold() throws IOException {
        assertThat(servers.proxiedConnectString()).isNotEqualTo(servers.connectString());
        try (TestSession session = new TestSession(servers.clientProxy(1).address())) {
            assertThat(session.exists("/zookeeper")).isTrue();
            servers.clientProxy(1).reset();
            assertThatThrownBy(() -> session.exists("/zookeeper")).isInstanceOf(IOException.class);
        }
        assertThat(servers.node(1).ask("ruok")).contains("imok");
    }

    @Test
    void expiresASilentSessionByItself() throws IOException {
        try (TestSession witness = new TestSession(servers.node(1).clientAddress());
                TestSession silent = new TestSession(servers.node(1).clientAddress(), Duration.ofSeconds(1))) {
            silent.create("/silent", true);
            assertThat(witness.exists("/silent")).isTrue();
            await().atMost(Duration.ofSeconds(60)).until(() -> !witness.exists("/silent"));
        }
    }
}
