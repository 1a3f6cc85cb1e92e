package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static io.haservices.zookeeper.Logins.active;
import static io.haservices.zookeeper.Logins.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.NotAuthorizedException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.testkit.servers.JaasFile;
import io.haservices.testkit.servers.Kdc;
import io.haservices.testkit.servers.StoreFormat;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A client certificate and a login at once: the login is what counts, for others may have the certificate, too. */
@EnabledIfSystemProperty(
        named = "ha.test.zookeeper.client",
        matches = "3\\.[59]",
        disabledReason = "the client 3.4 knows no TLS; TlsWithPlainClientIT shows that it is refused")
@SuppressWarnings("try")
class TlsWithSaslIT {
    private static final Key KEY = SCOPE.key("key");

    @TempDir
    private static Path folder;

    @Test
    void whatALoginByKerberosCreatesIsClosedToTheCertificateAlone() throws Exception {
        TlsFiles files = new TlsFiles(folder);
        Logins.assumeThatLoopbackIsLocalhost();
        try (Kdc kdc = Kdc.start();
                ZooKeeperServers servers =
                        files.server(TestClients.serverVersion()).kerberos(kdc).start()) {
            Map<String, String> login = Map.of(
                    Logins.CONTEXTS,
                    "Client",
                    Logins.KEYTAB,
                    kdc.keytab("app").toString(),
                    Logins.PRINCIPAL,
                    Kdc.principal("app"),
                    Logins.KRB5_CONF,
                    kdc.krb5Conf().toString());
            assertLoginCounts(servers, login, files.good(StoreFormat.PKCS12), "sasl:app@HA.TEST");
        }
    }

    @Test
    void whatALoginByDigestCreatesIsClosedToTheCertificateAlone() throws Exception {
        TlsFiles files = new TlsFiles(folder);
        Path jaas =
                JaasFile.EMPTY.digestUsers("Server", Map.of("app", "secret")).writeTo(folder.resolve("server.jaas"));
        try (ZooKeeperServers servers =
                files.server(TestClients.serverVersion()).sasl(jaas).start()) {
            Map<String, String> login = Map.of(Logins.USERNAME, "app", Logins.PASSWORD, "secret");
            assertLoginCounts(servers, login, files.good(StoreFormat.PEM), "sasl:app");
        }
    }

    private static void assertLoginCounts(
            ZooKeeperServers servers, Map<String, String> login, String[] certificate, String expected)
            throws Exception {
        String secure = servers.secureConnectString();
        Map<String, String> both = with(with(login, certificate), Logins.ACL, "creator");
        try (Coordination owner = active(Logins.open(secure, "both", both));
                Coordination same = active(Logins.open(secure, "both", both));
                Coordination certified = active(Logins.open(secure, "both", with(Map.of(), certificate)))) {
            assertThat(owner.describe().get("TLS")).contains("TLSv1");
            committed(owner, creation(KEY, "x"));
            assertThat(get(same, KEY)).isPresent();
            assertThatThrownBy(() -> get(certified, KEY)).hasCauseInstanceOf(NotAuthorizedException.class);
            assertThat(Acls.allBeneath(servers, login, "/both"))
                    .hasSizeGreaterThan(4)
                    .allSatisfy((node, acl) -> assertThat(acl).as(node).isEqualTo(expected));
            Acls.assertClosedToStrangers(servers, "/both/both", "/both/both/ha-sessions", "/both/both/ha/d3/scope/key");
        }
    }
}
