package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static io.haservices.zookeeper.TlsFiles.PASSWORD;
import static io.haservices.zookeeper.TlsFiles.SSL;
import static io.haservices.zookeeper.TlsFiles.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.servers.StoreFormat;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of each version, and servers whose certificates change. */
@EnabledIfSystemProperty(
        named = "ha.test.zookeeper.client",
        matches = "3\\.[59]",
        disabledReason = "the client 3.4 knows no TLS; TlsWithPlainClientIT shows that it is refused")
@SuppressWarnings("NullAway.Init")
class TlsServersIT {
    private static final Duration SESSION = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.5", "3.9"})
    void everyFormatWorks(String version) {
        TlsFiles files = new TlsFiles(folder);
        try (ZooKeeperServers servers = files.server(version).start()) {
            for (StoreFormat format : StoreFormat.values()) {
                Key key = SCOPE.key(format.extension());
                try (Coordination client = active(open(servers, files.good(format)))) {
                    committed(client, creation(key, "x"));
                    assertThat(get(client, key)).isPresent();
                }
            }
            // Left to themselves, servers 3.5 speak TLS 1.2 alone, and servers 3.9 TLS 1.3 alone.
            String other = version.equals("3.5") ? "TLSv1.3" : "TLSv1.2";
            if (other.equals("TLSv1.2") || TlsLibrary.found() == TlsLibrary.STRICT) {
                String[] wrong = with(files.good(StoreFormat.PEM), SSL + "enabled-protocols", other);
                refused(open(servers, wrong), "speaks none of the versions of TLS");
            }
        }
    }

    @Test
    void anExpiredCertificateOfTheServerIsNamed() {
        TlsFiles files = new TlsFiles(folder);
        files.authority
                .issueExpired("late", "127.0.0.1")
                .keyStore(folder.resolve("late.p12"), StoreFormat.PKCS12, PASSWORD);
        try (ZooKeeperServers servers = files.server(TestClients.serverVersion())
                .config("ssl.keyStore.location", folder.resolve("late.p12").toString())
                .start()) {
            refused(open(servers, files.good(StoreFormat.JKS)), "(CN=late) that expired at ");
        }
    }

    /** A certificate that was renewed badly ends nothing that runs: not at one server of several, and not even at all of them. */
    @Test
    void aBadCertificateLaterOnCostsNoSessionAndIsNamed() {
        TlsFiles files = new TlsFiles(folder);
        renew(files, 1, false);
        renew(files, 2, false);
        renew(files, 3, false);
        try (ZooKeeperServers servers = files.server(TestClients.serverVersion())
                        .config(
                                "ssl.keyStore.location",
                                folder.resolve("server-{node}.p12").toString())
                        .nodes(3)
                        .start();
                Coordination client = active(open(
                        servers,
                        with(
                                files.good(StoreFormat.JKS),
                                "high-availability.zookeeper.client.connection-timeout",
                                "4 s")))) {
            String session = client.session().id();
            int node = nodeOf(client, servers);
            renew(files, node, true);
            servers.node(node).restart();
            servers.awaitReady();
            await().atMost(PATIENCE).until(() -> committedSomething(client));
            assertThat(client.session().id()).isEqualTo(session);
            assertThat(nodeOf(client, servers)).isNotEqualTo(node);

            for (int each = 1; each <= 3; each++) {
                renew(files, each, true);
                servers.node(each).restart();
            }
            servers.awaitReady();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(() -> get(client, SCOPE.key("none")))
                            .cause()
                            .isInstanceOf(UnavailableException.class)
                            .hasMessageContaining("expired"));

            for (int each = 1; each <= 3; each++) {
                renew(files, each, false);
                servers.node(each).restart();
            }
            servers.awaitReady();
            await().atMost(PATIENCE).until(() -> committedSomething(client));
            assertThat(client.session().state()).isEqualTo(Session.State.ACTIVE);
        }
    }

    private void renew(TlsFiles files, int node, boolean expired) {
        (expired ? files.authority.issueExpired("server", "127.0.0.1") : files.authority.issue("server", "127.0.0.1"))
                .keyStore(folder.resolve("server-" + node + ".p12"), StoreFormat.PKCS12, PASSWORD);
    }

    private static boolean committedSomething(Coordination client) {
        try {
            committed(client, creation(SCOPE.key("n" + System.nanoTime()), "x"));
            return true;
        } catch (RuntimeException | AssertionError e) {
            return false;
        }
    }

    private static int nodeOf(Coordination client, ZooKeeperServers servers) {
        String server = String.valueOf(client.describe().get("server"));
        return servers.nodes().stream()
                .filter(node -> server.endsWith(":" + node.secureClientAddress().getPort()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(server))
                .id();
    }

    private static Coordination open(ZooKeeperServers servers, String[] options) {
        return TestClients.open(servers.secureConnectString(), "tls", SESSION, options);
    }

    private static void refused(Coordination refused, String reason) {
        try (Coordination client = refused) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThatThrownBy(() -> get(client, SCOPE.key("key")))
                            .cause()
                            .isInstanceOf(NotAuthorizedException.class)
                            .hasMessageContaining(reason));
        }
    }
}
