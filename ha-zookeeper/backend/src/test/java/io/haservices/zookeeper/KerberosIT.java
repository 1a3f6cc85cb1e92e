package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static io.haservices.zookeeper.Logins.active;
import static io.haservices.zookeeper.Logins.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.errors.ConfigurationException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.JaasFile;
import io.haservices.testkit.servers.Kdc;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins by Kerberos, at a real KDC and real servers. */
@SuppressWarnings({"NullAway.Init", "try"})
class KerberosIT {
    private static final Key KEY = SCOPE.key("key");
    private static Kdc kdc;
    private static ZooKeeperServers servers;
    private static Path keytab;
    private static Path othersKeytab;

    private Map<String, String> properties = Map.of();

    @BeforeAll
    static void start() throws IOException {
        Logins.assumeThatLoopbackIsLocalhost();
        kdc = Kdc.start();
        keytab = kdc.keytab("app/host");
        othersKeytab = kdc.keytab("other");
        servers = withKerberos("zookeeper/localhost");
    }

    @AfterAll
    static void stop() {
        if (kdc != null) {
            servers.close();
            kdc.close();
        }
    }

    @BeforeEach
    void remember() {
        properties = relevantProperties();
    }

    @AfterEach
    void leavesNothingBehindInTheJvm() {
        assertThat(relevantProperties()).isEqualTo(properties);
        assertThat(Jaas.name()).doesNotContain("haservices");
    }

    @ParameterizedTest
    @CsvSource({
        "security.kerberos.login.keytab, security.kerberos.login.principal",
        "security.keytab, security.principal"
    })
    void logsInWithAKeytab(String keytabKey, String principalKey) throws Exception {
        Map<String, String> keys = Map.of(
                Logins.CONTEXTS,
                "KafkaClient,Client",
                Logins.KRB5_CONF,
                kdc.krb5Conf().toString(),
                keytabKey,
                keytab.toString(),
                principalKey,
                Kdc.principal("app/host"));
        assertLoggedInAs("app/host@HA.TEST", keys);
    }

    @Test
    void logsInWithATicketCache() throws Exception {
        Path cache = usualTicketCache();
        Files.copy(kdc.ticketCache("kinit"), cache, StandardCopyOption.REPLACE_EXISTING);
        Map<String, String> keys = Map.of(
                Logins.CONTEXTS, "Client", Logins.KRB5_CONF, kdc.krb5Conf().toString());
        assertLoggedInAs("kinit@HA.TEST", keys);
        Files.delete(cache);
        try (Coordination client = open("no-cache", keys)) {
            assertThat(Logins.refusal(client)).contains("ticket cache", cache.toString(), "kinit");
        }
    }

    @Test
    void namesATicketCacheThatExpired() throws Exception {
        Duration lifetime = Duration.ofSeconds(2);
        try (Kdc brief = Kdc.start(lifetime)) {
            Files.copy(brief.ticketCache("late"), usualTicketCache(), StandardCopyOption.REPLACE_EXISTING);
            await().pollDelay(lifetime.multipliedBy(2)).until(() -> true);
            Map<String, String> keys = Map.of(
                    Logins.CONTEXTS,
                    "Client",
                    Logins.KRB5_CONF,
                    brief.krb5Conf().toString());
            try (Coordination client = open("expired", keys)) {
                assertThat(Logins.refusal(client)).contains("still valid", "kinit");
            }
        }
    }

    @Test
    void theTicketCacheOfAnotherIsNotEnough() throws IOException {
        Files.copy(kdc.ticketCache("somebody"), usualTicketCache(), StandardCopyOption.REPLACE_EXISTING);
        Map<String, String> keys = Map.of(
                Logins.CONTEXTS,
                "Client",
                Logins.PRINCIPAL,
                Kdc.principal("nobody"),
                Logins.KRB5_CONF,
                kdc.krb5Conf().toString());
        try (Coordination client = open("others-cache", keys)) {
            assertThat(Logins.refusal(client)).contains("nobody@HA.TEST", "ticket cache");
        }
    }

    @Test
    void logsInAsTheJvmsLoginConfigurationSays() throws Exception {
        Path jaas = JaasFile.EMPTY
                .keytab("Custom", keytab, Kdc.principal("app/host"))
                .writeTo(kdc.newFile("jaas"));
        try (Jaas file = Jaas.of(jaas)) {
            assertLoggedInAs(
                    "app/host@HA.TEST",
                    Map.of(
                            "zookeeper.sasl.login-context-name",
                            "Custom",
                            Logins.KRB5_CONF,
                            kdc.krb5Conf().toString()));
        }
    }

    @Test
    void doesNotLogInWhenThatIsSwitchedOff() throws Exception {
        Path jaas = JaasFile.EMPTY
                .keytab("Client", keytab, Kdc.principal("app/host"))
                .writeTo(kdc.newFile("jaas"));
        try (Jaas file = Jaas.of(jaas);
                Coordination client = active(open("off", Map.of(Logins.DISABLE, "true")))) {
            committed(client, creation(KEY, "x"));
            assertThat(client.describe()).containsEntry("SASL", "off");
            assertThat(Acls.of(servers, "/off/off/ha/d3/scope/key")).isEqualTo("world:anyone");
        }
    }

    @Test
    void doesNotLogInWhenTheContextIsNotNamed() {
        Map<String, String> keys = with(good(), Logins.CONTEXTS, "KafkaClient");
        try (Coordination client = active(open("unnamed", keys))) {
            assertThat(client.describe()).containsEntry("SASL", "off");
        }
    }

    @Test
    void whatItCreatesIsItsAlone() throws Exception {
        try (Coordination owner = active(open("mine", creator()));
                Coordination same = active(open("mine", creator()))) {
            committed(owner, creation(SCOPE.key("a", "b"), "x"));
            assertThat(get(same, SCOPE.key("a", "b"))).isPresent();
            assertThat(Acls.allBeneath(servers, creator(), "/mine"))
                    .hasSizeGreaterThan(5)
                    .allSatisfy((node, acl) -> assertThat(acl).as(node).isEqualTo("sasl:app/host@HA.TEST"));
            Acls.assertClosedToStrangers(servers, "/mine/mine", "/mine/mine/ha-sessions", "/mine/mine/ha/d3/scope/a/b");
        }
    }

    @Test
    void findsOutHowServersShortenItsName() throws Exception {
        try (ZooKeeperServers shortening = ZooKeeperServers.version(TestClients.serverVersion())
                        .withoutFsync()
                        .kerberos(kdc)
                        .jvmOption("-Dzookeeper.kerberos.removeRealmFromPrincipal=true")
                        .jvmOption("-Dzookeeper.kerberos.removeHostFromPrincipal=true")
                        // Without it, a server 3.4 does not learn its own realm from Java 17.
                        .jvmOption("--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED")
                        .start();
                Coordination client = active(open(shortening, "short", creator()))) {
            committed(client, creation(KEY, "x"));
            assertThat(Acls.allBeneath(shortening, creator(), "/short"))
                    .hasSizeGreaterThan(3)
                    .allSatisfy((node, acl) -> assertThat(acl).as(node).isEqualTo("sasl:app"));
        }
    }

    @Test
    void anotherServiceNameIsUsed() {
        try (ZooKeeperServers others = withKerberos("zoo/localhost");
                Coordination client = active(open(others, "zoo", with(good(), Logins.SERVICE_NAME, "zoo")))) {
            committed(client, creation(KEY, "x"));
        }
    }

    @Test
    void namesClocksThatDiffer() {
        // A server that allows no difference at all finds one in every ticket.
        try (ZooKeeperServers strict = ZooKeeperServers.version(TestClients.serverVersion())
                        .withoutFsync()
                        .kerberos(kdc)
                        .jvmOption("-Djava.security.krb5.conf=" + kdc.krb5Conf("clockskew = -1"))
                        .start();
                Coordination client = open(strict, "skew", good())) {
            assertThat(Logins.refusal(client)).contains("failed at the servers", "Their logs");
            assertThat(strict.node(1).logTail()).contains("Clock skew");
        }
    }

    @Test
    void logsInAgainAfterTheConnectionWasLost() {
        String quorum = "localhost:" + servers.clientProxy(1).port();
        try (Coordination client = active(Logins.open(quorum, "again", creator()))) {
            String session = client.session().id();
            servers.clientProxy(1).cut();
            await().atMost(PATIENCE).until(() -> client.session().state() == Session.State.SUSPECT);
            active(client);
            committed(client, creation(KEY, "x"));
            assertThat(client.session().id()).isEqualTo(session);
        } finally {
            servers.clientProxy(1).heal();
        }
    }

    @Test
    void twoOfOneJvmLogInEachAsItself() throws Exception {
        try (Coordination first = active(open("two", good()))) {
            Map<String, String> others =
                    with(good(), Logins.KEYTAB, othersKeytab.toString(), Logins.PRINCIPAL, Kdc.principal("other"));
            if (!Connector.isSupported()) {
                assertThatThrownBy(() -> open("two", others))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContainingAll("app/host", "3.5 or 3.9");
                return;
            }
            try (Coordination second = active(open("two-too", with(others, Logins.ACL, "creator")))) {
                committed(first, creation(KEY, "x"));
                committed(second, creation(KEY, "x"));
                assertThat(Acls.allBeneath(servers, others, "/two-too"))
                        .containsValue("sasl:other@HA.TEST")
                        .doesNotContainValue("world:anyone");
            }
        }
    }

    @Test
    void namesAPrincipalThatTheKdcDoesNotKnow() {
        Path forgotten = kdc.keytab("forgotten");
        kdc.delete("forgotten");
        assertThat(refusal("unknown", Logins.KEYTAB, forgotten.toString(), Logins.PRINCIPAL, "forgotten@HA.TEST"))
                .contains("forgotten@HA.TEST", "does not know");
    }

    @Test
    void namesAKeytabThatIsOutOfDate() {
        Path old = kdc.keytab("renewed");
        kdc.changeKeys("renewed");
        assertThat(refusal("stale", Logins.KEYTAB, old.toString(), Logins.PRINCIPAL, "renewed@HA.TEST"))
                .contains("renewed@HA.TEST", "new keytab");
    }

    @Test
    void namesAKdcThatIsNotThere() {
        try (Kdc gone = Kdc.start()) {
            Path its = gone.keytab("app");
            gone.stop();
            assertThat(refusal(
                            "no-kdc",
                            Logins.KEYTAB,
                            its.toString(),
                            Logins.PRINCIPAL,
                            "app@HA.TEST",
                            Logins.KRB5_CONF,
                            gone.krb5Conf().toString()))
                    .contains("app@HA.TEST", "whether the KDC");
        }
    }

    @Test
    void aKdcThatIsAwayForAWhileCostsTheSessionAtMost() throws Exception {
        try (FaultProxy way = FaultProxy.to(kdc.address()).start()) {
            Map<String, String> keys =
                    with(good(), Logins.KRB5_CONF, kdc.krb5ConfBy(way.port()).toString());
            try (Coordination client = active(open("kdc-outage", keys))) {
                way.refuse();
                way.cut();
                String former = client.session().id();
                assertThat(servers.expire(Long.parseUnsignedLong(former, 16))).isTrue();
                if (Connector.isSupported()) {
                    assertThat(outage(client)).contains("Connection refused");
                }
                // A client 3.4 goes on with the login that it has.
                way.heal();
                active(client);
                committed(client, creation(KEY, "x"));
                assertThat(client.session().id()).isNotEqualTo(former);
            }
        }
    }

    @Test
    void namesAServiceThatIsNotThere() {
        assertThat(refusal("service", Logins.SERVICE_NAME, "zoo"))
                .contains("zoo/localhost", "Server not found in Kerberos database", Logins.SERVICE_NAME);
    }

    @Test
    void namesServersWithoutALogin() {
        try (ZooKeeperServers plain = TestClients.servers(1);
                Coordination client = open(plain, "plain", good())) {
            assertThat(Logins.refusal(client)).contains("failed at the servers", Logins.DISABLE);
        }
    }

    /** What requests fail with when that comes to be the login; the client is not given up. */
    private static String outage(Coordination client) {
        String[] seen = {""};
        await().atMost(PATIENCE).untilAsserted(() -> {
            try {
                get(client, KEY);
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(UnavailableException.class);
                seen[0] = String.valueOf(e.getMessage());
            }
            // At first it is only not answered yet.
            assertThat(seen[0]).contains("KDC");
        });
        return seen[0];
    }

    private static void assertLoggedInAs(String name, Map<String, String> keys) throws Exception {
        String cluster = "as-" + Integer.toHexString(keys.keySet().hashCode()) + name.hashCode();
        Map<String, String> creator = with(keys, Logins.ACL, "creator");
        try (Coordination client = active(open(cluster, creator))) {
            committed(client, creation(KEY, "x"));
            assertThat(Acls.allBeneath(servers, keys, "/" + cluster))
                    .hasSizeGreaterThan(3)
                    .allSatisfy((node, acl) -> assertThat(acl).as(node).isEqualTo("sasl:" + name));
        }
    }

    private static String refusal(String cluster, String... keys) {
        try (Coordination client = open(cluster, with(good(), keys))) {
            return Logins.refusal(client);
        }
    }

    private static Map<String, String> good() {
        return Map.of(
                Logins.CONTEXTS,
                "Client",
                Logins.KEYTAB,
                keytab.toString(),
                Logins.PRINCIPAL,
                Kdc.principal("app/host"),
                Logins.KRB5_CONF,
                kdc.krb5Conf().toString());
    }

    private static Map<String, String> creator() {
        return with(good(), Logins.ACL, "creator");
    }

    private static Coordination open(String cluster, Map<String, String> keys) {
        return open(servers, cluster, keys);
    }

    private static Coordination open(ZooKeeperServers at, String cluster, Map<String, String> keys) {
        return Logins.open("localhost:" + at.node(1).clientAddress().getPort(), cluster, keys);
    }

    private static ZooKeeperServers withKerberos(String principal) {
        return ZooKeeperServers.version(TestClients.serverVersion())
                .withoutFsync()
                .kerberos(kdc, principal)
                .start();
    }

    private static Map<String, String> relevantProperties() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("zookeeper.") || name.startsWith("java.security."))
                .collect(Collectors.toMap(name -> name, System::getProperty));
    }

    private static Path usualTicketCache() {
        return Path.of(Optional.ofNullable(System.getenv("KRB5CCNAME")).orElseThrow());
    }
}
