package io.haservices.etcd;

import static io.haservices.etcd.Calls.PATIENCE;
import static io.haservices.etcd.Calls.SCOPE;
import static io.haservices.etcd.Calls.active;
import static io.haservices.etcd.Calls.committed;
import static io.haservices.etcd.Calls.creation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Prefix;
import io.haservices.testkit.servers.CertificateAuthority;
import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.servers.StoreFormat;
import io.haservices.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logins and TLS. */
@Timeout(300)
class EtcdSecurityIT {
    private static final String USER = "high-availability.etcd.user";
    private static final String PASSWORD = "high-availability.etcd.password";
    private static final String PASSWORD_FILE = "high-availability.etcd.password-file";

    @TempDir
    Path folder;

    @BeforeEach
    void needsEtcd() {
        TestClients.needsEtcd();
    }

    /** jetcd defect 12, in part: tokens that expire. */
    @Test
    void aLoginOutlivesItsToken() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "word\n");
        try (EtcdServers servers =
                EtcdServers.ofNodes(1).argument("--auth-token-ttl=1").start()) {
            servers.enableAuthentication("secret");
            servers.addUser("flink", "word", "/ha-services/jobs/");
            try (Coordination client =
                            active(TestClients.open(servers.endpoints(), "jobs", USER, "flink", PASSWORD, "word"));
                    Coordination other = active(TestClients.open(
                            servers.endpoints(), "jobs", USER, "flink", PASSWORD_FILE, password.toString()))) {
                String session = client.session().id();
                LatestState told = new LatestState();
                client.watch(Prefix.of(SCOPE), told);
                for (int i = 0; i < 3; i++) {
                    int entries = i + 1;
                    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
                    await().atMost(PATIENCE).until(() -> System.nanoTime() - end > 0);
                    committed(other, creation(SCOPE.key("n" + i), "1"));
                    await().atMost(PATIENCE).until(() -> told.entries().size() == entries);
                    LatestState late = new LatestState();
                    client.watch(Prefix.of(SCOPE), late);
                    await().atMost(PATIENCE).until(() -> late.entries().size() == entries);
                }
                assertThat(client.session().id()).isEqualTo(session);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithALogin() {
        try (EtcdServers servers = EtcdServers.ofNodes(1).start()) {
            servers.enableAuthentication("secret");
            servers.addUser("flink", "word", "/ha-services/jobs/");
            refused(TestClients.open(servers.endpoints(), "jobs", USER, "flink", PASSWORD, "wrong"), "logging in");
            refused(TestClients.open(servers.endpoints(), "jobs"), USER);
            refused(
                    TestClients.open(servers.endpoints(), "other", USER, "flink", PASSWORD, "word"),
                    "beneath /ha-services/other");
        }
    }

    @Test
    void speaksTls() {
        CertificateAuthority authority = CertificateAuthority.named("etcd authority");
        Path ca = authority.trustStore(folder.resolve("ca.pem"), StoreFormat.PEM, "");
        try (EtcdServers servers = EtcdServers.ofNodes(1)
                .tls(
                        pem(authority.issue("server", "127.0.0.1", "localhost"), "server"),
                        folder.resolve("server.pem"),
                        ca)
                .start()) {
            String own = pem(authority.issue("client"), "client").toString();
            try (Coordination client = active(TestClients.open(
                    servers.endpoints(),
                    "tls",
                    "high-availability.etcd.tls.ca",
                    ca.toString(),
                    "high-availability.etcd.tls.cert",
                    own,
                    "high-availability.etcd.tls.key",
                    own))) {
                committed(client, creation(SCOPE.key("key"), "1"));
                assertThat(Calls.list(client)).containsExactly("key=1");
            }
            try (Coordination stranger = TestClients.open(servers.endpoints(), "tls")) {
                assertThatThrownBy(() -> Calls.list(stranger))
                        .cause()
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("certif");
            }
        }
    }

    private Path pem(TlsIdentity identity, String name) {
        return identity.keyStore(folder.resolve(name + ".pem"), StoreFormat.PEM, "");
    }

    private static void refused(Coordination client, String words) {
        try (client) {
            assertThatThrownBy(() -> Calls.list(client))
                    .cause()
                    .isInstanceOf(NotAuthorizedException.class)
                    .hasMessageContaining(words);
        }
    }
}
