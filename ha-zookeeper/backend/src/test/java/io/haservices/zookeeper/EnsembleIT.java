package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.ZooKeeperNode;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that come and go, and what an ensemble says of itself. Always with 3.9 servers: 3.4 has no such thing. */
@SuppressWarnings({"NullAway.Init", "try"})
class EnsembleIT {
    private static final Duration SESSION = Duration.ofSeconds(4);
    private static final Key KEY = SCOPE.key("key");
    private static ZooKeeperServers single;

    @BeforeAll
    static void start() {
        single = reconfigurable(1);
    }

    @AfterAll
    static void stop() {
        single.close();
    }

    @EachNameOf("high-availability.zookeeper.client.ensemble-tracker")
    void ensembleTrackerFindsServersThatTheUserDidNotName(String key) throws Exception {
        try (FaultProxy named = FaultProxy.to(single.node(1).clientAddress()).start();
                FaultProxy other = FaultProxy.to(single.node(1).clientAddress()).start();
                RawClient raw = new RawClient(single.connectString());
                Coordination following = active(open(named, SESSION, key, "true"));
                Coordination byDefault = active(open(named, SESSION));
                Coordination staying = active(open(named, SESSION, key, "false"))) {
            raw.write(Ensemble.NODE, "server.1=zk-1:1:2:participant;127.0.0.1:" + other.port() + "\nversion=0");
            for (Coordination client : List.of(following, byDefault)) {
                await().atMost(PATIENCE)
                        .until(() -> client.describe()
                                .getOrDefault("servers", "")
                                .contains("127.0.0.1:" + other.port() + ",127.0.0.1:" + named.port()));
                // Nobody leaves a connection that is there.
                assertThat(client.session().state()).isEqualTo(Session.State.ACTIVE);
                assertThat(client.describe().get("server")).endsWith(":" + named.port());
            }
            named.refuse();
            named.cut();
            for (Coordination client : List.of(following, byDefault)) {
                await().atMost(PATIENCE)
                        .until(() ->
                                client.describe().getOrDefault("server", "").endsWith(":" + other.port()));
                committed(
                        active(client),
                        creation(SCOPE.key("at", client.session().id()), "x"));
            }
            await().atMost(PATIENCE).until(() -> staying.session().state() == Session.State.LOST);
            assertThat(staying.describe()).doesNotContainKey("servers");
            named.heal();
            active(staying);
        } finally {
            restore();
        }
    }

    /** FLINK-31780: the process died of it. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:2181", "2181", "[::]:2181", "no such host:2181", "zk-2:0", ""})
    void anAddressThatLeadsNowhereChangesNothingAndIsSaidOnce(String address) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream stderr = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try (RawClient raw = new RawClient(single.connectString());
                FaultProxy proxy = FaultProxy.to(single.node(1).clientAddress()).start();
                Coordination client = active(open(proxy, SESSION))) {
            for (int version = 0; version < 3; version++) {
                raw.write(
                        Ensemble.NODE,
                        "server.1=zk-1:1:2:participant;" + single.connectString() + "\nserver.2=zk-2:1:2:participant;"
                                + address + "\nversion=" + version);
            }
            await().atMost(PATIENCE).until(() -> log.toString(UTF_8).contains("is of no use"));
            proxy.cut();
            await().atMost(PATIENCE).until(() -> client.session().state() != Session.State.ACTIVE);
            active(client);
            get(client, KEY);
            assertThat(client.describe()).doesNotContainKey("servers");
            assertThat(log.toString(UTF_8).lines().filter(line -> line.contains("is of no use")))
                    .singleElement()
                    .asString()
                    .contains("server.2 has the client address '" + address + "'", "ensemble-tracker");
        } finally {
            System.setErr(stderr);
            restore();
        }
    }

    @Test
    void addressesThatNobodyReachesFromHereDoNotShutItOut() throws Exception {
        try (RawClient raw = new RawClient(single.connectString());
                FaultProxy proxy = FaultProxy.to(single.node(1).clientAddress()).start();
                Coordination client = active(open(proxy, SESSION))) {
            raw.write(Ensemble.NODE, "server.1=zk-1:1:2:participant;no-such-host.invalid:2181\nversion=0");
            await().atMost(PATIENCE).until(() -> client.describe().containsKey("servers"));
            proxy.cut();
            await().atMost(PATIENCE).until(() -> client.session().state() != Session.State.ACTIVE);
            active(client);
            single.expire(Long.parseUnsignedLong(client.session().id(), 16));
            await().atMost(PATIENCE).until(() -> client.session().state() != Session.State.ACTIVE);
            active(client);
        } finally {
            restore();
        }
    }

    @Test
    void goesToTheOthersWhenTheOnlyServerItWasToldOfIsGone() throws Exception {
        try (ZooKeeperServers servers = reconfigurable(3);
                Coordination client = active(TestClients.open(servers.connectString(1), "moving", SESSION));
                Coordination unmoved = active(TestClients.open(
                        servers.connectString(1),
                        "moving",
                        SESSION,
                        "high-availability.zookeeper.client.ensemble-tracker",
                        "false"))) {
            try (Reconfiguration change = new Reconfiguration(servers)) {
                change.join(withClientAddresses(servers));
            }
            await().atMost(PATIENCE)
                    .until(() -> client.describe().getOrDefault("servers", "").contains(servers.connectString(3)));
            String session = client.session().id();
            servers.node(1).kill();
            await().atMost(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .until(() -> client.session().state() != Session.State.ACTIVE);
            await().atMost(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .until(() -> client.session().state() == Session.State.ACTIVE);
            committed(client, creation(KEY, "x"));
            if (ClientLibrary.version().startsWith("3.4")) {
                // That client cannot be told while it has a session.
                assertThat(client.session().id()).isNotEqualTo(session);
            }
            assertThat(unmoved.session().state()).isNotEqualTo(Session.State.ACTIVE);
        }
    }

    private static List<String> withClientAddresses(ZooKeeperServers servers) throws Exception {
        List<String> members = new ArrayList<>();
        try (RawClient raw = new RawClient(servers.connectString())) {
            for (String line : raw.read(Ensemble.NODE).lines().toList()) {
                if (line.startsWith("server.")) {
                    int id = Integer.parseInt(line.substring("server.".length(), line.indexOf('=')));
                    ZooKeeperNode node = servers.node(id);
                    members.add(line.replaceFirst(";.*", "") + ";" + node.connectString());
                }
            }
        }
        assertThat(members).hasSize(servers.nodes().size());
        return members;
    }

    private static Coordination open(FaultProxy proxy, Duration session, String... more) {
        return TestClients.open("127.0.0.1:" + proxy.port(), "ensemble", session, more);
    }

    private static void restore() throws Exception {
        try (RawClient raw = new RawClient(single.connectString())) {
            raw.write(Ensemble.NODE, "");
        }
    }

    private static ZooKeeperServers reconfigurable(int nodes) {
        // skipACL: who may change an ensemble is not what is tested here.
        return ZooKeeperServers.version("3.9")
                .nodes(nodes)
                .withoutFsync()
                .config("reconfigEnabled", "true")
                .config("skipACL", "yes")
                .start();
    }
}
