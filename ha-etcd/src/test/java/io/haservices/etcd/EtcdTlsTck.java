package io.haservices.etcd;

import io.haservices.testkit.servers.CertificateAuthority;
import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.servers.StoreFormat;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationTck;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the SPI over TLS, with certificates on both sides. */
class EtcdTlsTck extends CoordinationTck {
    private static @Nullable EtcdFixture fixture;

    @BeforeAll
    static void startServers(@TempDir Path folder) {
        TestClients.needsEtcd();
        CertificateAuthority authority = CertificateAuthority.named("etcd authority");
        Path trusted = authority.trustStore(folder.resolve("ca.pem"), StoreFormat.PEM, "");
        Path server =
                authority.issue("server", "127.0.0.1").keyStore(folder.resolve("server.pem"), StoreFormat.PEM, "");
        Path client = authority.issue("client").keyStore(folder.resolve("client.pem"), StoreFormat.PEM, "");
        fixture = new EtcdFixture(
                EtcdServers.ofNodes(1).tls(server, server, trusted).start(),
                EtcdOptions.TLS_CA.key(),
                trusted.toString(),
                EtcdOptions.TLS_CERT.key(),
                client.toString(),
                EtcdOptions.TLS_KEY.key(),
                client.toString());
    }

    @AfterAll
    static void stopServers() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Override
    protected CoordinationFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("the servers are not started");
        }
        return fixture;
    }
}
