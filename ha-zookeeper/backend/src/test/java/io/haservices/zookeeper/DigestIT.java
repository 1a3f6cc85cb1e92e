package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static io.haservices.zookeeper.Logins.active;
import static io.haservices.zookeeper.Logins.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.servers.JaasFile;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by DIGEST-MD5, with keys of our own and with a JAAS file. */
@SuppressWarnings({"NullAway.Init", "try"})
class DigestIT {
    private static final Key KEY = SCOPE.key("key");
    private static final Map<String, String> GOOD = Map.of(Logins.USERNAME, "app", Logins.PASSWORD, "secret");

    @TempDir
    private static Path folder;

    private static ZooKeeperServers servers;

    @BeforeAll
    static void start() {
        Path jaas = JaasFile.EMPTY
                .digestUsers("Server", Map.of("app", "secret", "other", "secret"))
                .writeTo(folder.resolve("server.jaas"));
        servers = ZooKeeperServers.version(TestClients.serverVersion())
                .withoutFsync()
                .sasl(jaas)
                .start();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @AfterEach
    void leavesNothingBehindInTheJvm() {
        assertThat(Jaas.name()).doesNotContain("haservices");
    }

    @Test
    void whatItCreatesIsItsAlone() throws Exception {
        Map<String, String> creator = with(GOOD, Logins.ACL, "creator");
        try (Coordination owner = active(open("mine", creator));
                Coordination same = active(open("mine", creator))) {
            committed(owner, creation(KEY, "x"));
            assertThat(get(same, KEY)).isPresent();
            assertThat(Acls.allBeneath(servers, GOOD, "/mine"))
                    .hasSizeGreaterThan(4)
                    .allSatisfy((node, acl) -> assertThat(acl).as(node).isEqualTo("sasl:app"));
            Acls.assertClosedToStrangers(servers, "/mine/mine", "/mine/mine/ha-sessions", "/mine/mine/ha/d3/scope/key");
        }
    }

    /** ZooKeeper's own documentation names the first one, Apache Flink's the second; in our jar it is the third. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.zookeeper.server.auth.DigestLoginModule",
                "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.auth.DigestLoginModule",
                JaasFile.DIGEST_MODULE
            })
    void logsInAsTheJvmsLoginConfigurationSays(String module) throws Exception {
        Path jaas = JaasFile.EMPTY
                .section("Client", module, Map.of("username", "app", "password", "secret"))
                .writeTo(folder.resolve("client.jaas"));
        String cluster = "jaas-" + Integer.toHexString(module.hashCode());
        try (Jaas file = Jaas.of(jaas);
                Coordination client = active(open(cluster, Map.of(Logins.ACL, "creator")))) {
            committed(client, creation(KEY, "x"));
        }
        assertThat(Acls.allBeneath(servers, GOOD, "/" + cluster)).containsValue("sasl:app");
    }

    @ParameterizedTest
    @ValueSource(strings = {Logins.USERNAME, Logins.PASSWORD})
    void namesALoginThatTheServersRefuse(String wrong) {
        try (Coordination client = open("wrong", with(GOOD, wrong, "nonsense"))) {
            assertThat(Logins.refusal(client))
                    .contains("DIGEST-MD5", "failed at the servers")
                    .doesNotContain("secret", wrong.equals(Logins.PASSWORD) ? "nonsense" : "secret");
        }
    }

    @Test
    void namesServersWithoutALogin() {
        try (ZooKeeperServers plain = TestClients.servers(1);
                Coordination client = Logins.open(plain.connectString(), "plain", GOOD)) {
            assertThat(Logins.refusal(client)).contains("failed at the servers", Logins.DISABLE);
        }
    }

    @Test
    void logsInAgainForEverySession() {
        try (Coordination client = active(open("sessions", GOOD))) {
            String former = client.session().id();
            assertThat(servers.expire(Long.parseUnsignedLong(former, 16))).isTrue();
            await().atMost(PATIENCE).until(() -> !client.session().id().equals(former));
            committed(active(client), creation(KEY, "x"));
        }
    }

    /** Whatever becomes of the servers: a connection without a login is never used. */
    @Test
    void doesNotGoOnWithoutALoginWhenServersHaveNoneAnyMore() throws Exception {
        try (ZooKeeperServers forgetful = ZooKeeperServers.version(TestClients.serverVersion())
                        .withoutFsync()
                        .sasl(JaasFile.EMPTY
                                .digestUsers("Server", Map.of("app", "secret"))
                                .writeTo(folder.resolve("forgetful.jaas")))
                        .start();
                Coordination client = active(Logins.open(forgetful.connectString(), "forgetful", GOOD))) {
            forgetful.node(1).kill();
            JaasFile.EMPTY.digestUsers("Server", Map.of("app", "changed")).writeTo(folder.resolve("forgetful.jaas"));
            forgetful.node(1).start();
            forgetful.awaitReady();
            await().atMost(Duration.ofSeconds(60)).until(() -> client.session().state() == Session.State.LOST);
            await().atMost(Duration.ofSeconds(60)).until(() -> isRefused(client));
        }
    }

    private static boolean isRefused(Coordination client) {
        assertThat(client.session().state()).isNotEqualTo(Session.State.ACTIVE);
        return client.get(KEY)
                .handle((value, failure) -> failure instanceof io.haservices.errors.NotAuthorizedException)
                .toCompletableFuture()
                .join();
    }

    private static Coordination open(String cluster, Map<String, String> keys) {
        return Logins.open("localhost:" + servers.node(1).clientAddress().getPort(), cluster, keys);
    }
}
