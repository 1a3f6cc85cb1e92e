package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quorums of which some servers are dead, wrong, read-only, on IPv6, or not yet known by their name. */
@SuppressWarnings("try")
class ServersNamedIT {
    private static final Duration SESSION = Duration.ofSeconds(5);
    private static final Key KEY = SCOPE.key("key");

    @Test
    void oneGoodServerAmongDeadAndWrongOnesIsFoundAgainAndAgain() throws IOException {
        try (ZooKeeperServers servers = TestClients.servers(1);
                ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String quorum = "127.0.0.1:1,no-such-host.invalid:2181,127.0.0.1:" + silent.getLocalPort() + ","
                    + servers.connectString();
            try (Coordination client = active(TestClients.open(quorum, "mixed", SESSION))) {
                committed(client, creation(KEY, "x"));
                servers.node(1).restart();
                await().atMost(PATIENCE).until(() -> client.session().state() != Session.State.ACTIVE);
                active(client);
                assertThat(get(client, KEY)).isPresent();
            }
        }
    }

    @Test
    void anAddressMayBeOfVersion6() {
        InetAddress six = loopback6();
        try (ZooKeeperServers servers = TestClients.servers(1);
                FaultProxy proxy = FaultProxy.to(servers.node(1).clientAddress())
                        .listeningOn(new InetSocketAddress(six, 0))
                        .start();
                Coordination client = active(TestClients.open("[::1]:" + proxy.port(), "six", SESSION))) {
            committed(client, creation(KEY, "x"));
            assertThat(get(client, KEY)).isPresent();
            assertThat(client.describe().get("server")).contains(String.valueOf(proxy.port()));
        }
    }

    /** A server without a quorum that offers to be read only is none: what it shows may be old. */
    @Test
    void aServerThatCanOnlyBeReadIsNotUsed() {
        try (ZooKeeperServers servers = ZooKeeperServers.version(TestClients.serverVersion())
                        .nodes(3)
                        .withoutFsync()
                        .jvmOption("-Dreadonlymode.enabled=true")
                        .start();
                Coordination client = active(TestClients.open(servers.connectString(), "read-only", SESSION))) {
            committed(client, creation(KEY, "x"));
            List<Session> told = new CopyOnWriteArrayList<>();
            try (Registration registration = client.onSession(told::add)) {
                // At once; between the two deaths the other two servers may be a quorum, with a connection to them.
                CompletableFuture.allOf(
                                CompletableFuture.runAsync(servers.node(1)::kill),
                                CompletableFuture.runAsync(servers.node(2)::kill))
                        .join();
                await().atMost(PATIENCE).until(() -> servers.node(3).mode().equals(Optional.of("read")));
                int beginning = told.size();
                await().atMost(PATIENCE).until(() -> client.session().state() == Session.State.LOST);
                assertThatThrownBy(() -> get(client, KEY)).hasCauseInstanceOf(UnavailableException.class);
                int before = told.size();
                // With all that it has in memory: a server 3.5 that could only be read expires sessions as its
                // transaction 1, and
                // makes those that follow it afterwards truncate their logs to that one.
                servers.node(3).kill();
                servers.node(1).start();
                servers.node(2).start();
                servers.node(3).start();
                await().atMost(PATIENCE).until(() -> client.session().state() == Session.State.ACTIVE);
                assertThat(get(client, KEY)).isPresent();
                assertThat(told.subList(beginning, before))
                        .extracting(Session::state)
                        .as("while there was only a server to read from")
                        .doesNotContain(Session.State.ACTIVE);
                assertThat(told.subList(0, before)).extracting(Session::state).endsWith(Session.State.LOST);
            }
        }
    }

    /** As in a cluster where a server's name record comes after the processes that use it. In a JVM whose names come from a file. */
    @Test
    void aNameThatResolvesLateIsFoundThen(@TempDir Path folder) throws IOException, InterruptedException {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        try (ZooKeeperServers servers = TestClients.servers(1)) {
            int port = servers.node(1).clientAddress().getPort();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djdk.net.hosts.file=" + hosts,
                            "-Dsun.net.inetaddr.negative.ttl=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            LateName.class.getName(),
                            "late.example:" + port)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader said = process.inputReader()) {
                assertThat(said.readLine()).isEqualTo(LateName.NOT_YET);
                Files.writeString(hosts, "127.0.0.1 localhost\n127.0.0.1 late.example\n");
                assertThat(said.readLine()).isEqualTo(LateName.CONNECTED);
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static InetAddress loopback6() {
        try {
            InetAddress six = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
            try (ServerSocket probe = new ServerSocket(0, 1, six)) {
                assumeThat(probe.isBound()).isTrue();
            }
            return six;
        } catch (IOException e) {
            assumeThat(e).as("this machine has no IPv6 on loopback").isNull();
            throw new IllegalStateException(e);
        }
    }
}
