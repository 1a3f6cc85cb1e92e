package io.haservices.zookeeper;

import static io.haservices.testkit.servers.StoreFormat.JKS;
import static io.haservices.testkit.servers.StoreFormat.PEM;
import static io.haservices.testkit.servers.StoreFormat.PKCS12;
import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static io.haservices.zookeeper.TlsFiles.SSL;
import static io.haservices.zookeeper.TlsFiles.identity;
import static io.haservices.zookeeper.TlsFiles.options;
import static io.haservices.zookeeper.TlsFiles.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.errors.NotAuthorizedException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections over TLS, and every way in which they fail, against one server that demands client certificates. */
@EnabledIfSystemProperty(
        named = "ha.test.zookeeper.client",
        matches = "3\\.[59]",
        disabledReason = "the client 3.4 knows no TLS; TlsWithPlainClientIT shows that it is refused")
@SuppressWarnings("NullAway.Init")
class TlsIT {
    private static final Duration SESSION = Duration.ofSeconds(20);
    private static final Key KEY = SCOPE.key("key");

    @TempDir
    private static Path folder;

    private static TlsFiles files;
    private static ZooKeeperServers servers;
    /** In front of the secure port, at an address for which the server's certificate is not. */
    private static FaultProxy elsewhere;

    @BeforeAll
    static void start() {
        files = new TlsFiles(folder);
        servers = files.server(TestClients.serverVersion()).start();
        elsewhere = FaultProxy.to(servers.node(1).secureClientAddress())
                .listeningOn(new InetSocketAddress("127.0.0.2", 0))
                .start();
    }

    @AfterAll
    static void stop() {
        if (elsewhere != null) {
            elsewhere.close();
        }
        if (servers != null) {
            servers.close();
        }
    }

    static Stream<Arguments> failures() {
        String secure = servers.secureConnectString();
        Path trust = files.trustStore(files.authority, PKCS12);
        Path wrongTrust = files.trustStore(files.stranger, PKCS12);
        Path wrongKey = files.keyStore(files.stranger, PKCS12);
        String[] good = files.good(PKCS12);
        return Stream.of(
                Arguments.of("wrong CA", secure, with(good, options(wrongTrust, PKCS12)), "CN=authority"),
                Arguments.of("wrong host", at(elsewhere), good, "but stands as 127.0.0.2"),
                Arguments.of("plain port", servers.connectString(), good, "answers in the clear"),
                Arguments.of("no client certificate", secure, options(trust, PKCS12), "key-store.location"),
                Arguments.of(
                        "another client certificate",
                        secure,
                        with(good, identity(wrongKey, PKCS12)),
                        "holds none of an authority that it trusts"),
                Arguments.of(
                        "all servers bad, each in its way",
                        secure + "," + servers.connectString() + "," + at(elsewhere),
                        with(good, options(wrongTrust, PKCS12)),
                        "answers in the clear"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void isRefusedForGoodWithTheReason(String name, String quorum, String[] options, String reason) {
        try (Coordination client = TestClients.open(quorum, "bad", SESSION, options)) {
            refused(client, reason);
            assertThat(client.session().state()).isIn(Session.State.CONNECTING, Session.State.LOST);
        }
    }

    /** What this backend itself asks in the clear, to find out why there is no TLS, is four bytes that say nothing. */
    @Test
    void sendsNothingInTheClearToAPortWithoutTls() throws Exception {
        List<String> first = new CopyOnWriteArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread listening = new Thread(() -> listen(server, first), "in-the-clear");
            listening.start();
            String quorum = "127.0.0.1:" + server.getLocalPort();
            try (Coordination client = TestClients.open(quorum, "clear", SESSION, files.good(JKS))) {
                await().atMost(PATIENCE).until(() -> first.size() >= 4);
                assertThat(client.session().id()).isEmpty();
            }
        }
        // The first byte of a TLS handshake is 22.
        assertThat(first).allMatch(bytes -> bytes.charAt(0) == 22 || bytes.equals("ruok"));
        assertThat(first).anyMatch(bytes -> bytes.charAt(0) == 22);
    }

    @Test
    void doesNotTryAgainForEver() {
        String[] bad = with(files.good(PKCS12), options(files.trustStore(files.stranger, PKCS12), PKCS12));
        try (FaultProxy counting =
                        FaultProxy.to(servers.node(1).secureClientAddress()).start();
                Coordination client = TestClients.open(at(counting), "bad", SESSION, bad)) {
            refused(client, "CN=authority");
            await().atMost(PATIENCE).during(Duration.ofSeconds(4)).until(() -> unchangedFor(counting));
        }
    }

    @Test
    void oneServerThatWorksIsEnough() {
        String[] good = files.good(PKCS12);
        String quorum = servers.connectString() + "," + at(elsewhere) + "," + servers.secureConnectString();
        try (Coordination client = active(TestClients.open(quorum, "one", SESSION, good))) {
            committed(client, creation(SCOPE.key("one"), "x"));
        }
    }

    @Test
    void namesAreNotLookedAtIfThatIsSwitchedOff() {
        String[] trusting = with(files.good(JKS), SSL + "hostname-verification", "false");
        try (Coordination client = active(TestClients.open(at(elsewhere), "off", SESSION, trusting))) {
            committed(client, creation(KEY, "x"));
            assertThat(client.describe().get("TLS")).contains("not verified");
        }
    }

    @Test
    void systemPropertiesOfTheJvmNeitherAffectUsNorAreAffected() {
        Properties before = (Properties) System.getProperties().clone();
        Map<String, String> ofTheUser = Map.of(
                "zookeeper.client.secure", "true",
                "zookeeper.clientCnxnSocket", "org.example.Missing",
                "zookeeper.ssl.trustStore.location",
                        folder.resolve("missing.jks").toString(),
                "zookeeper.ssl.keyStore.location", folder.resolve("missing.p12").toString(),
                "zookeeper.ssl.hostnameVerification", "false",
                "zookeeper.ssl.protocol", "TLSv1",
                "zookeeper.ssl.enabledProtocols", "TLSv1",
                "zookeeper.fips-mode", "false");
        try {
            ofTheUser.forEach(System::setProperty);
            try (Coordination plain = active(TestClients.open(servers.connectString(), "plain", SESSION));
                    Coordination secure =
                            active(TestClients.open(servers.secureConnectString(), "plain", SESSION, files.good(PEM)));
                    Coordination wrong = TestClients.open(at(elsewhere), "plain", SESSION, files.good(PEM))) {
                committed(plain, creation(KEY, "x"));
                assertThat(get(secure, KEY)).isPresent();
                refused(wrong, "but stands as 127.0.0.2");
            }
            assertThat(System.getProperties()).containsAllEntriesOf(ofTheUser);
        } finally {
            ofTheUser.keySet().forEach(System::clearProperty);
        }
        assertThat(System.getProperties()).containsAllEntriesOf(before);
    }

    private static void listen(ServerSocket server, List<String> first) {
        while (true) {
            try (Socket client = server.accept()) {
                String bytes = new String(client.getInputStream().readNBytes(4), StandardCharsets.ISO_8859_1);
                if (!bytes.isEmpty()) {
                    first.add(bytes);
                }
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private static void refused(Coordination client, String reason) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> get(client, KEY))
                        .cause()
                        .isInstanceOf(NotAuthorizedException.class)
                        .hasMessageContaining(reason));
    }

    private static boolean unchangedFor(FaultProxy proxy) throws InterruptedException {
        long before = proxy.counters().connections();
        Thread.sleep(1_000);
        return proxy.counters().connections() == before;
    }

    private static String at(FaultProxy proxy) {
        return proxy.address().getAddress().getHostAddress() + ":" + proxy.port();
    }
}
