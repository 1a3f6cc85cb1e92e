package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.bound;
import static io.haservices.zookeeper.Calls.commit;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are not there, come back, or hang. */
@SuppressWarnings("try")
class ConnectionIT {
    private static final Duration SESSION = Duration.ofSeconds(3);
    private static final Key KEY = SCOPE.key("key");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1", "no-such-host.invalid:2181", "no-such-host.invalid:2181,127.0.0.1:1"})
    void withoutServersEveryCallEndsInTimeAndNamesThem(String quorum) {
        long start = System.nanoTime();
        try (Coordination client = TestClients.open(quorum, "nobody", SESSION)) {
            assertThat(client.session().state()).isEqualTo(Session.State.CONNECTING);
            assertThatThrownBy(() -> get(client, KEY))
                    .hasCauseInstanceOf(UnavailableException.class)
                    .hasMessageContaining(quorum);
            Commit answer = commit(client, creation(KEY, "x"));
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Commit.NotApplied.class,
                            refused -> assertThat(refused.cause())
                                    .isInstanceOf(UnavailableException.class)
                                    .hasMessageContaining(quorum));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestClients.REQUEST_TIMEOUT.multipliedBy(6));
    }

    @Test
    void aRequestWaitsNoLongerForAConnectionThanConfigured() {
        try (Coordination client = TestClients.open(
                "127.0.0.1:1",
                "impatient",
                SESSION,
                "high-availability.zookeeper.client.connection-timeout",
                "200 ms")) {
            long start = System.nanoTime();
            assertThat(commit(client, creation(KEY, "x"))).isInstanceOf(Commit.NotApplied.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestClients.REQUEST_TIMEOUT);
        }
    }

    @Test
    void aSessionThatWasGivenUpNeverComesBackEvenIfTheServersKeptIt() {
        try (ZooKeeperServers servers = TestClients.servers(1);
                Coordination client = active(TestClients.open(servers.connectString(), "restart", SESSION));
                Coordination observer =
                        active(TestClients.open(servers.connectString(), "restart", Duration.ofSeconds(60)))) {
            List<Session> told = new CopyOnWriteArrayList<>();
            try (Registration registration = client.onSession(told::add)) {
                String former = client.session().id();
                committed(client, bound(client, KEY, "former"));
                servers.node(1).kill();
                // Nobody but the client's own watchdog can say so, for the servers are gone.
                await().atMost(PATIENCE).until(() -> client.session().state() == Session.State.LOST);
                servers.node(1).start();
                await().atMost(PATIENCE).until(() -> client.session().state() == Session.State.ACTIVE);
                assertThat(client.session().id()).isNotEqualTo(former);
                active(observer);
                await().atMost(PATIENCE).until(() -> get(observer, KEY).isEmpty());
                assertThat(told.stream().filter(s -> s.id().equals(former)).map(Session::state))
                        .containsExactly(Session.State.ACTIVE, Session.State.SUSPECT, Session.State.LOST);
            }
        }
    }

    @Test
    void aShortOutageKeepsTheSession() {
        try (ZooKeeperServers servers = TestClients.servers(1);
                Coordination client =
                        active(TestClients.open(servers.connectString(), "short", Duration.ofSeconds(30)))) {
            String id = client.session().id();
            committed(client, bound(client, KEY, "mine"));
            servers.node(1).kill();
            servers.node(1).start();
            await().atMost(PATIENCE).until(() -> client.session().state() == Session.State.SUSPECT);
            active(client);
            assertThat(get(client, KEY)).isPresent();
            assertThat(client.session().id()).isEqualTo(id);
        }
    }

    @Test
    void aLostAnswerIsUnknownAndTheCommitWasDone() {
        try (ZooKeeperServers servers = TestClients.servers(1);
                FaultProxy proxy =
                        FaultProxy.to(servers.node(1).clientAddress()).start();
                // So long a session that no heartbeat comes between.
                Coordination client =
                        active(TestClients.open("127.0.0.1:" + proxy.port(), "lost", Duration.ofSeconds(9)))) {
            committed(client, creation(SCOPE.key("before"), "so that the parents are there"));
            proxy.hold(Direction.TO_CLIENT);
            var commit = client.commit(SCOPE, List.of(), List.of(creation(KEY, "x")));
            try (Coordination observer = active(TestClients.open(servers.connectString(), "lost", SESSION))) {
                await().atMost(PATIENCE).until(() -> get(observer, KEY).isPresent());
            }
            proxy.reset();
            proxy.heal();
            assertThat(Calls.answer(commit)).isInstanceOf(Commit.Unknown.class);
            assertThat(get(client, KEY)).isPresent();
        }
    }

    @Test
    void closesInTimeWhenNothingIsAnswered() {
        try (ZooKeeperServers servers = TestClients.servers(1);
                FaultProxy proxy =
                        FaultProxy.to(servers.node(1).clientAddress()).start()) {
            Coordination client = active(TestClients.open(
                    "127.0.0.1:" + proxy.port(),
                    "hang",
                    SESSION,
                    "high-availability.zookeeper.client.max-close-wait",
                    "300 ms"));
            proxy.hold();
            long start = System.nanoTime();
            client.close();
            client.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
            assertThat(client.session().state()).isEqualTo(Session.State.LOST);
            assertThat(commit(client, creation(KEY, "x"))).isInstanceOf(Commit.NotApplied.class);
        }
    }

    @Test
    void describesWhatItIsConnectedTo() {
        try (ZooKeeperServers servers = TestClients.servers(1);
                Coordination client =
                        active(TestClients.open(servers.connectString(), "describe", Duration.ofMillis(200)))) {
            assertThat(client.describe())
                    .containsEntry("client", ClientLibrary.version())
                    .hasEntrySatisfying(
                            "server",
                            server -> assertThat(server)
                                    .contains(String.valueOf(
                                            servers.node(1).clientAddress().getPort())))
                    .hasEntrySatisfying(
                            "session-timeout-note",
                            timeout -> assertThat(timeout)
                                    .contains("200 ms is configured", "at least 1000 ms", "tickTime is 500 ms"));
        }
    }

    @Test
    void threadsDoNotGrowWithWatches() {
        try (ZooKeeperServers servers = TestClients.servers(1);
                Coordination client = active(TestClients.open(servers.connectString(), "threads", SESSION))) {
            List<Object> told = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 300; i++) {
                var unused = client.watch(Prefix.of(SCOPE, "watched", String.valueOf(i)), told::add);
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> told.size() >= 300);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("ha-zookeeper-threads"))
                    .hasSizeLessThanOrEqualTo(13)
                    .allMatch(Thread::isDaemon);
        }
    }
}
