package io.haservices.etcd;

import static io.haservices.etcd.Calls.PATIENCE;
import static io.haservices.etcd.Calls.SCOPE;
import static io.haservices.etcd.Calls.active;
import static io.haservices.etcd.Calls.commit;
import static io.haservices.etcd.Calls.committed;
import static io.haservices.etcd.Calls.creation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.servers.EtcdNode;
import io.haservices.testkit.servers.EtcdServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are cut off from each other, while clients still reach all of them. */
@Timeout(300)
class EtcdPartitionIT {
    private static final int ROUNDS = Integer.getInteger("ha.test.deadline.rounds", 3);
    private static final String TTL = EtcdOptions.LEASE_TTL.key();

    private static @Nullable EtcdServers servers;

    @BeforeAll
    static void startServers() {
        TestClients.needsEtcd();
        servers = EtcdServers.ofNodes(3).breakableLinks().start();
    }

    @AfterAll
    static void stopServers() {
        if (servers != null) {
            servers.close();
        }
    }

    @AfterEach
    void heal() {
        servers().links().heal();
        servers().awaitReady();
    }

    /**
     * The only server that the client knows is cut off: a leader goes on renewing leases by itself until it notices, and gives all of
     * them their full time again should it lead once more. The client's deadline must pass before its entries vanish on the
     * side of the majority.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDeadlinePassesBeforeTheEntriesOfTheSessionVanish(boolean leader) {
        Random random = new Random(leader ? 1 : 2);
        List<Long> margins = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            margins.add(cutOff(leader, random.nextInt(1000)));
            servers().links().heal();
            servers().awaitReady();
        }
        System.out.println("deadline, " + (leader ? "leader" : "follower")
                + " cut off: it passed this many ms before the entry vanished: " + margins);
        assertThat(margins).allSatisfy(margin -> assertThat(margin).isNotNegative());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientLeavesAServerThatIsCutOffAndKeepsItsSession(boolean leader) {
        try (Coordination client = active(TestClients.open(servers().endpoints(), "leaves", TTL, "20 s"))) {
            Key bound = SCOPE.key("bound" + leader);
            committed(client, Calls.bound(client, bound, "1"));
            LatestState told = new LatestState();
            client.watch(Prefix.of(SCOPE, "seen" + leader), told);
            String session = client.session().id();
            EtcdNode server = Whereabouts.moveTo(servers(), client, leader);
            servers().links().isolate(server.id());
            try (Coordination writer = active(TestClients.open(other(server).endpoint(), "leaves", TTL, "20 s"))) {
                for (int i = 0; i < 10; i++) {
                    committed(writer, creation(SCOPE.key("seen" + leader, "n" + i), "1"));
                }
            }
            await().atMost(PATIENCE).until(() -> told.entries().size() == 10);
            await().atMost(PATIENCE).until(() -> !server.equals(Whereabouts.serverOf(servers(), client)));
            committed(active(client), creation(SCOPE.key("after" + leader), "1"));
            assertThat(client.session().id()).isEqualTo(session);
            assertThat(Calls.get(client, bound)).isPresent();
        }
    }

    @Test
    void nothingIsMissedWhenNoServerReachesAnotherForAWhile() {
        try (Coordination client = active(TestClients.open(servers().endpoints(), "apart", TTL, "60 s"));
                Coordination writer = active(TestClients.open(servers().endpoints(), "apart", TTL, "60 s"))) {
            Sessions sessions = new Sessions();
            client.onSession(sessions);
            String session = client.session().id();
            LatestState told = new LatestState();
            client.watch(Prefix.of(SCOPE), told);
            committed(writer, creation(SCOPE.key("before"), "1"));
            servers().nodes().forEach(node -> servers().links().isolate(node.id()));
            await().atMost(PATIENCE).until(() -> sessions.has(session, Session.State.SUSPECT));
            Commit meanwhile = commit(writer, creation(SCOPE.key("meanwhile"), "1"));
            assertThat(meanwhile).isNotInstanceOf(Commit.Committed.class);
            servers().links().heal();
            servers().awaitReady();
            committed(active(writer), creation(SCOPE.key("after"), "1"));
            await().atMost(PATIENCE)
                    .until(() -> told.entries().stream()
                            .anyMatch(entry -> entry.key().path().equals("after")));
            assertThat(active(client).session().id()).isEqualTo(session);
            assertThat(sessions.has(session, Session.State.LOST)).isFalse();
        }
    }

    /** How long before its entry vanished the deadline of a session had passed, in ms. */
    private static long cutOff(boolean leader, int offsetMillis) {
        EtcdNode server = leader ? servers().leader() : follower();
        String cluster = "cut-" + leader + "-" + offsetMillis;
        Key bound = SCOPE.key("bound");
        try (Coordination owner = active(TestClients.open(server.endpoint(), cluster, TTL, "2 s"));
                Coordination observer = active(TestClients.open(other(server).endpoint(), cluster, TTL, "30 s"))) {
            String id = owner.session().id();
            committed(owner, Calls.bound(owner, bound, "1"));
            // Several renewals, and then any moment between two.
            LockSupport.parkNanos(Duration.ofMillis(2000 + offsetMillis).toNanos());
            servers().links().isolate(server.id());
            long[] deadline = {owner.session().deadlineNanos()};
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> {
                        // A session that replaced it has a deadline of its own.
                        Session session = owner.session();
                        deadline[0] = session.id().equals(id) ? session.deadlineNanos() : deadline[0];
                        return Calls.get(observer, bound).isEmpty();
                    });
            return Duration.ofNanos(System.nanoTime() - deadline[0]).toMillis();
        }
    }

    private static EtcdNode follower() {
        EtcdNode leader = servers().leader();
        return other(leader);
    }

    private static EtcdNode other(EtcdNode server) {
        return servers().nodes().stream()
                .filter(node -> node != server)
                .findFirst()
                .orElseThrow();
    }

    private static EtcdServers servers() {
        if (servers == null) {
            throw new IllegalStateException("the servers are not started");
        }
        return servers;
    }
}
