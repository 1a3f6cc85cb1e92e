package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.bound;
import static io.haservices.zookeeper.Calls.commit;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.testkit.servers.ZooKeeperNode;
import io.haservices.testkit.servers.ZooKeeperServers;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway.Init", "try"})
class WatchIT {
    private static final Duration SESSION = Duration.ofSeconds(5);
    private static final Duration FEW_HEARTBEATS = Duration.ofSeconds(30);
    private static final int ROUNDS = 100;
    private static ZooKeeperServers servers;

    @BeforeAll
    static void start() {
        servers = TestClients.servers(1);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void tellsACommitAsAWhole() {
        Key a = SCOPE.key("pair", "a");
        Key b = SCOPE.key("pair", "b");
        List<List<String>> told = new CopyOnWriteArrayList<>();
        try (Coordination writer = active(TestClients.open(servers.connectString(), "whole", SESSION));
                Coordination reader = active(TestClients.open(servers.connectString(), "whole", SESSION));
                Registration registration = reader.watch(Prefix.of(SCOPE, "pair"), state -> told.add(values(state)))) {
            long va = committed(writer, creation(a, "0"), creation(b, "0"));
            long vb = va;
            for (int i = 1; i <= 200; i++) {
                Commit.Committed done = (Commit.Committed) commit(writer, replace(a, va, i), replace(b, vb, i));
                va = done.versions().getOrDefault(a, -1L);
                vb = done.versions().getOrDefault(b, -1L);
            }
            await().atMost(PATIENCE).until(() -> told.get(told.size() - 1).equals(List.of("200", "200")));
            assertThat(told)
                    .allSatisfy(state ->
                            assertThat(state.stream().distinct().count()).isLessThanOrEqualTo(1));
            assertThat(told).hasSizeGreaterThan(3);
        }
    }

    @Test
    void leavesNoMoreWatchesOnTheServerThanThereAreNodes() throws IOException {
        try (Coordination client = active(TestClients.open(servers.connectString(), "leak", SESSION))) {
            committed(client, creation(SCOPE.key("leak", "a"), "x"), creation(SCOPE.key("leak", "b"), "x"));
            long before = watchCount(servers.node(1));
            for (int i = 0; i < 50; i++) {
                List<Object> told = new CopyOnWriteArrayList<>();
                try (Registration registration = client.watch(Prefix.of(SCOPE, "leak"), told::add)) {
                    await().atMost(PATIENCE).until(() -> !told.isEmpty());
                }
            }
            assertThat(watchCount(servers.node(1)) - before).isLessThanOrEqualTo(6);
        }
    }

    /** A timer that went on after the close once held the tree, the listener, and with it a whole election. */
    @Test
    void nothingHoldsAWatchThatIsClosedBetweenItsFirstAnswers() {
        try (Coordination client = active(TestClients.open(servers.connectString(), "closed", SESSION))) {
            for (int i = 0; i < 50; i++) {
                committed(client, creation(SCOPE.key("closed", "n" + i), "x"));
            }
            List<WeakReference<Object>> listeners = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                listeners.add(watchAndClose(client, i * 25_000L));
            }
            await().atMost(PATIENCE).until(() -> {
                System.gc();
                return listeners.stream().allMatch(listener -> listener.refersTo(null));
            });
        }
    }

    private static WeakReference<Object> watchAndClose(Coordination client, long afterNanos) {
        List<Object> told = new CopyOnWriteArrayList<>();
        try (Registration registration = client.watch(Prefix.of(SCOPE, "closed"), told::add)) {
            LockSupport.parkNanos(afterNanos);
        }
        return new WeakReference<>(told);
    }

    /** Nothing else waits for a node whose parents are not there. */
    @Test
    void tellsOfAnEntryWhoseParentsAreCreatedAndDeletedAgain() {
        List<Integer> told = new CopyOnWriteArrayList<>();
        Key key = SCOPE.key("later", "a", "b");
        try (Coordination client = active(TestClients.open(servers.connectString(), "later", SESSION));
                Registration registration =
                        client.watch(Prefix.of(SCOPE, "later", "a"), state -> told.add(state.size()))) {
            for (int i = 0; i < 5; i++) {
                await().atMost(PATIENCE).until(() -> !told.isEmpty() && told.get(told.size() - 1) == 0);
                long version = committed(client, creation(key, "x"));
                await().atMost(PATIENCE).until(() -> told.get(told.size() - 1) == 1);
                committed(client, new Operation.Delete(key, version));
            }
            await().atMost(PATIENCE).until(() -> told.get(told.size() - 1) == 0);
        }
    }

    /** A process stands by in thousands of elections, whose leader entries vanish in one instant: each request counts. */
    @Test
    void oneRequestFollowsEachChangeOfABoundEntry() throws IOException {
        Key key = SCOPE.key("bound");
        List<String> told = new CopyOnWriteArrayList<>();
        try (Coordination client = active(TestClients.open(servers.connectString(), "requests", FEW_HEARTBEATS));
                Registration registration = client.watch(Prefix.at(key), state -> told.add(only(state)))) {
            awaitTold(told, "");
            createAndDelete(client, key, told);
            long before = packetsReceived();
            for (int i = 0; i < ROUNDS; i++) {
                createAndDelete(client, key, told);
            }
            // The creation and a read, the deletion and a read; heartbeats are a few.
            assertThat(packetsReceived() - before).isLessThan(4 * ROUNDS + ROUNDS / 2);
        }
    }

    @Test
    void oneRequestFollowsATakeOverOfOnesOwn() throws IOException {
        Key key = SCOPE.key("taken");
        List<String> told = new CopyOnWriteArrayList<>();
        try (Coordination client = active(TestClients.open(servers.connectString(), "taking", FEW_HEARTBEATS));
                Registration registration = client.watch(Prefix.at(key), state -> told.add(only(state)))) {
            committed(client, bound(client, key, "first"));
            awaitTold(told, "first");
            long before = packetsReceived();
            for (int i = 0; i < ROUNDS; i++) {
                committed(client, takeOver(client, key, i));
                awaitTold(told, String.valueOf(i));
            }
            assertThat(packetsReceived() - before).isLessThan(2 * ROUNDS + ROUNDS / 2);
            assertThat(told.subList(told.indexOf("first"), told.size())).doesNotContain("");
        }
    }

    /** Who does not know of the take-over asks first whether there is an entry still. */
    @Test
    void aTakeOverByAnotherIsNeverToldAsAVacancy() {
        Key key = SCOPE.key("others");
        List<String> told = new CopyOnWriteArrayList<>();
        try (Coordination taker = active(TestClients.open(servers.connectString(), "others", SESSION));
                Coordination client = active(TestClients.open(servers.connectString(), "others", SESSION));
                Registration registration = client.watch(Prefix.at(key), state -> told.add(only(state)))) {
            committed(taker, bound(taker, key, "first"));
            awaitTold(told, "first");
            for (int i = 0; i < ROUNDS; i++) {
                committed(taker, takeOver(taker, key, i));
                if (i % 10 == 0) {
                    awaitTold(told, String.valueOf(i));
                }
            }
            awaitTold(told, String.valueOf(ROUNDS - 1));
            assertThat(told.subList(told.indexOf("first"), told.size())).doesNotContain("");
        }
    }

    private static void createAndDelete(Coordination client, Key key, List<String> told) {
        long version = committed(client, bound(client, key, "x"));
        awaitTold(told, "x");
        committed(client, new Operation.Delete(key, version));
        awaitTold(told, "");
    }

    private static Operation takeOver(Coordination client, Key key, int value) {
        return new Operation.TakeOver(
                key, Bytes.utf8(String.valueOf(value)), client.session().id());
    }

    private static void awaitTold(List<String> told, String last) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !told.isEmpty() && told.get(told.size() - 1).equals(last));
    }

    private static String only(List<Entry> state) {
        return state.isEmpty() ? "" : state.get(0).value().utf8();
    }

    @Test
    void tellsADeepTreeOfManyEntries() {
        List<List<Entry>> told = new CopyOnWriteArrayList<>();
        try (Coordination client = active(TestClients.open(servers.connectString(), "many", SESSION))) {
            for (int i = 0; i < 20; i++) {
                Operation[] some = new Operation[50];
                for (int j = 0; j < some.length; j++) {
                    some[j] = creation(SCOPE.key("many", "s" + i, "n" + j), i + "/" + j);
                }
                committed(client, some);
            }
            try (Registration registration = client.watch(Prefix.of(SCOPE, "many"), told::add)) {
                await().atMost(PATIENCE).until(() -> !told.isEmpty());
                assertThat(told.get(0)).hasSize(1000);
                assertThat(told.get(0)).isEqualTo(Calls.answer(client.list(Prefix.of(SCOPE, "many"))));
            }
        }
    }

    private static Operation replace(Key key, long version, int value) {
        return new Operation.Replace(key, version, Bytes.utf8(String.valueOf(value)));
    }

    private static List<String> values(List<Entry> state) {
        return state.stream().map(entry -> entry.value().utf8()).toList();
    }

    private static long packetsReceived() throws IOException {
        return number(servers.node(1), "zk_packets_received");
    }

    private static long watchCount(ZooKeeperNode node) throws IOException {
        return number(node, "zk_watch_count");
    }

    private static long number(ZooKeeperNode node, String name) throws IOException {
        try (Socket socket = new Socket(
                        node.clientAddress().getAddress(), node.clientAddress().getPort());
                InputStream answer = socket.getInputStream()) {
            socket.getOutputStream().write("mntr".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith(name + "\t"))
                    .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
