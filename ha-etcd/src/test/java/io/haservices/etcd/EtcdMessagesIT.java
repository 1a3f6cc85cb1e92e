package io.haservices.etcd;

import static io.haservices.etcd.Calls.PATIENCE;
import static io.haservices.etcd.Calls.active;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.servers.CertificateAuthority;
import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.servers.StoreFormat;
import io.haservices.testkit.servers.TlsIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told, also by {@code ha config validate}, when etcd cannot be used: what is wrong, and what to do. */
@Timeout(300)
class EtcdMessagesIT {
    private static final String CA = "high-availability.etcd.tls.ca";
    private static final String CERT = "high-availability.etcd.tls.cert";
    private static final String KEY = "high-availability.etcd.tls.key";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @BeforeEach
    void needsEtcd() {
        TestClients.needsEtcd();
    }

    @Test
    void thatNobodyIsThere() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(said("http://127.0.0.1:" + port)).contains("http://127.0.0.1:" + port, "nothing listens there");
        // Which one depends on the machine: there are name servers that let such a question go unanswered.
        assertThat(said("http://no-such-host.invalid:2379"))
                .containsAnyOf("that name has no address", "the address of that name was not found in time");
    }

    @Test
    void thatItIsNoEtcd() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        other.start();
        try {
            assertThat(said("http://127.0.0.1:" + other.getAddress().getPort()))
                    .contains("is not the port of an etcd for clients");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void whatIsWrongWithTls() {
        CertificateAuthority authority = CertificateAuthority.named("etcd authority");
        CertificateAuthority foreign = CertificateAuthority.named("foreign authority");
        String trusted = trusted(authority, "ca");
        String own = pem(authority.issue("client"), "client");
        String strange = pem(foreign.issue("client"), "strange");
        Path server = Path.of(pem(authority.issue("server", "127.0.0.1"), "server"));
        Path misnamed = Path.of(pem(authority.issue("server", "elsewhere.example.com"), "misnamed"));
        try (EtcdServers servers =
                EtcdServers.ofNodes(1).tls(server, server, Path.of(trusted)).start()) {
            String url = servers.endpoints();
            assertThat(said(url, CA, trusted(foreign, "other"), CERT, own, KEY, own))
                    .contains("comes from no authority that is trusted here", CA);
            assertThat(said(url, CA, trusted)).contains("wants a certificate of this process", CERT);
            assertThat(said(url, CA, trusted, CERT, strange, KEY, strange))
                    .contains("wants a certificate of this process that it trusts");
            assertThat(said(url, CA, trusted, CERT, own, KEY, strange)).contains("is not the key of '" + CERT + "'");
            assertThat(said(url.replace("https", "http"))).contains("should it speak TLS, write https://");
        }
        try (EtcdServers servers =
                EtcdServers.ofNodes(1).tls(misnamed, misnamed, Path.of(trusted)).start()) {
            assertThat(said(servers.endpoints(), CA, trusted, CERT, own, KEY, own))
                    .contains("certificate is not for this name or address");
        }
        try (EtcdServers servers = EtcdServers.ofNodes(1).start()) {
            assertThat(said(servers.endpoints().replace("http", "https"), CA, trusted))
                    .contains("speaks no TLS", "write http://");
        }
    }

    @Test
    void thatThereIsNoQuorum() {
        try (EtcdServers servers = EtcdServers.ofNodes(3).start()) {
            try (Coordination client = active(TestClients.open(servers.endpoints(), "messages"))) {
                servers.node(2).kill();
                servers.node(3).kill();
                await().atMost(PATIENCE)
                        .until(() -> client.session().state() != io.haservices.spi.coordination.Session.State.ACTIVE);
            }
            assertThat(said(servers.node(1).endpoint())).contains("does not answer", "no quorum");
        }
    }

    /** What is said when nothing can be asked for. */
    private static String said(String endpoints, String... settings) {
        String[] message = new String[1];
        try (Coordination client = TestClients.open(REQUEST_TIMEOUT, endpoints, "messages", settings)) {
            assertThatThrownBy(() -> Calls.list(client))
                    .cause()
                    .isInstanceOf(HaException.class)
                    .satisfies(failure -> message[0] = failure.getMessage());
        }
        System.out.println(message[0]);
        return message[0];
    }

    private String trusted(CertificateAuthority authority, String name) {
        return authority
                .trustStore(folder.resolve(name + ".pem"), StoreFormat.PEM, "")
                .toString();
    }

    private String pem(TlsIdentity identity, String name) {
        return identity.keyStore(folder.resolve(name + ".pem"), StoreFormat.PEM, "")
                .toString();
    }
}
