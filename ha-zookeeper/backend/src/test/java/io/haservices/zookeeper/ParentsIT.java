package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.bound;
import static io.haservices.zookeeper.Calls.commit;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.Calls.get;
import static io.haservices.zookeeper.Calls.list;
import static io.haservices.zookeeper.Calls.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ZooKeeper's nodes are a tree, entries are not: what happens where an entry and the parent of others share a node. */
@SuppressWarnings({"NullAway.Init", "try"})
class ParentsIT {
    private static final Key PARENT = SCOPE.key("a");
    private static final Key CHILD = SCOPE.key("a", "b");

    private static ZooKeeperServers servers;
    private String cluster;
    private Coordination client;

    @BeforeAll
    static void start() {
        servers = TestClients.servers(1);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void connect() {
        cluster = "parents-" + UUID.randomUUID();
        client = active(TestClients.open(servers.connectString(), cluster, Duration.ofSeconds(5)));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void aParentIsNoEntryUntilItIsCreated() {
        committed(client, creation(CHILD, "child"));
        assertThat(get(client, PARENT)).isEmpty();
        assertThat(list(client)).containsExactly("a/b=child");
        long version = committed(client, creation(PARENT, "parent"));
        assertThat(list(client)).containsExactly("a=parent", "a/b=child");
        assertThat(get(client, PARENT).orElseThrow().version()).isEqualTo(version);
        assertThat(commit(client, creation(PARENT, "again"))).isEqualTo(new Commit.GuardFailed(PARENT));
        committed(client, replace(PARENT, version, "replaced"));
        assertThat(list(client, "a")).containsExactly("a=replaced", "a/b=child");
    }

    @Test
    void aDeletedParentLeavesItsChildren() {
        long version = committed(client, creation(PARENT, "parent"), creation(CHILD, "child"));
        committed(client, new Operation.Delete(PARENT, version));
        assertThat(list(client)).containsExactly("a/b=child");
        assertThat(commit(client, replace(PARENT, version, "x"))).isEqualTo(new Commit.GuardFailed(PARENT));
        assertThat(commit(client, new Operation.Delete(PARENT, version + 1))).isEqualTo(new Commit.GuardFailed(PARENT));
    }

    @Test
    void aDeletedParentIsNoEntryAlsoWithoutItsChildren() {
        long version = committed(client, creation(PARENT, "parent"), creation(CHILD, "child"));
        committed(client, new Operation.Delete(PARENT, version));
        committed(client, new Operation.Delete(CHILD, 0));
        assertThat(get(client, PARENT)).isEmpty();
        assertThat(list(client)).isEmpty();
        committed(client, creation(PARENT, "again"));
        assertThat(list(client)).containsExactly("a=again");
    }

    @Test
    void whatSomebodyEmptiedIsStillAnEntry() throws Exception {
        long version = committed(client, creation(PARENT, "value"));
        Entry before = get(client, PARENT).orElseThrow();
        LatestState told = new LatestState();
        try (Registration watch = client.watch(Prefix.at(PARENT), told)) {
            writeAsSomebodyElse(PARENT, new byte[0]);
            Entry emptied = get(client, PARENT).orElseThrow();
            assertThat(emptied.value().length()).isZero();
            assertThat(emptied.version()).isGreaterThan(version);
            assertThat(emptied.incarnation()).isEqualTo(before.incarnation());
            assertThat(list(client)).containsExactly("a=");
            assertThat(commit(client, creation(PARENT, "x"))).isEqualTo(new Commit.GuardFailed(PARENT));
            await().until(() -> told.entries().equals(List.of(emptied)));
            Guard sameLife = new Guard.Incarnation(PARENT, before.incarnation());
            assertThat(commit(client, List.of(sameLife), replace(PARENT, emptied.version(), "mended")))
                    .isInstanceOf(Commit.Committed.class);
            assertThat(list(client)).containsExactly("a=mended");
        }
    }

    @Test
    void incarnationsGrowWhereANodeStays() {
        committed(client, creation(CHILD, "child"));
        List<Long> incarnations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long version = committed(client, creation(PARENT, "life " + i));
            long incarnation = get(client, PARENT).orElseThrow().incarnation();
            assertThat(Calls.answer(client.list(Prefix.of(SCOPE, "a"))).get(0).incarnation())
                    .isEqualTo(incarnation);
            incarnations.add(incarnation);
            Guard guard = new Guard.Incarnation(PARENT, incarnation);
            Key other = SCOPE.key("other" + i);
            assertThat(commit(client, List.of(guard), creation(other, "x"))).isInstanceOf(Commit.Committed.class);
            long replaced = committed(client, replace(PARENT, version, "changed"));
            assertThat(get(client, PARENT).orElseThrow().incarnation()).isEqualTo(incarnation);
            assertThat(commit(client, List.of(guard), new Operation.Delete(PARENT, replaced)))
                    .isInstanceOf(Commit.Committed.class);
            assertThat(commit(client, List.of(guard), creation(SCOPE.key("never"), "x")))
                    .isEqualTo(new Commit.GuardFailed(PARENT));
        }
        assertThat(incarnations).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void anIncarnationOfAnEarlierLifeIsRefused() {
        committed(client, creation(CHILD, "child"));
        long version = committed(client, creation(PARENT, "first"));
        Guard first =
                new Guard.Incarnation(PARENT, get(client, PARENT).orElseThrow().incarnation());
        committed(client, new Operation.Delete(PARENT, version));
        committed(client, creation(PARENT, "second"));
        assertThat(commit(client, List.of(first), creation(SCOPE.key("never"), "x")))
                .isEqualTo(new Commit.GuardFailed(PARENT));
    }

    @Test
    void watchesTellIncarnationsToo() {
        committed(client, creation(CHILD, "child"));
        LatestState told = new LatestState();
        try (Registration registration = client.watch(Prefix.at(PARENT), told)) {
            long version = committed(client, creation(PARENT, "first"));
            await().until(() -> told.entries().size() == 2);
            long first = told.entries().get(0).incarnation();
            committed(client, new Operation.Delete(PARENT, version));
            committed(client, creation(PARENT, "first"));
            await().until(() ->
                    told.entries().size() == 2 && told.entries().get(0).incarnation() > first);
            assertThat(told.entries().get(0).incarnation())
                    .isEqualTo(get(client, PARENT).orElseThrow().incarnation());
        }
    }

    @Test
    void aBoundEntryMayStandWhereAnEmptyParentWas() {
        long version = committed(client, creation(CHILD, "child"));
        assertThat(commit(client, bound(client, PARENT, "bound"))).isInstanceOf(Commit.NotApplied.class);
        committed(client, new Operation.Delete(CHILD, version));
        committed(client, bound(client, PARENT, "bound"));
        assertThat(list(client)).containsExactly("a=bound");
        assertThat(commit(client, creation(CHILD, "child"))).isInstanceOf(Commit.NotApplied.class);
    }

    @Test
    void aChildMayBeCreatedAndDeletedTogetherWithItsParent() {
        long version = committed(client, creation(CHILD, "child"), creation(PARENT, "parent"));
        assertThat(list(client)).containsExactly("a=parent", "a/b=child");
        long parent = get(client, PARENT).orElseThrow().version();
        committed(client, new Operation.Delete(PARENT, parent), new Operation.Delete(CHILD, version));
        assertThat(list(client)).isEmpty();
        assertThat(Calls.answer(client.scopes())).containsExactly(SCOPE);
    }

    @Test
    void versionsThatNoEntryHasAreRefused() {
        committed(client, creation(CHILD, "child"));
        for (long version : new long[] {-1, Long.MIN_VALUE, 1L << 32}) {
            Guard guard = new Guard.Version(CHILD, version);
            assertThat(commit(client, List.of(guard), creation(PARENT, "x"))).isEqualTo(new Commit.GuardFailed(CHILD));
            assertThat(commit(client, replace(CHILD, version, "x"))).isEqualTo(new Commit.GuardFailed(CHILD));
            assertThat(commit(client, new Operation.Delete(CHILD, version))).isEqualTo(new Commit.GuardFailed(CHILD));
        }
    }

    private void writeAsSomebodyElse(Key key, byte[] data) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper somebody = new ZooKeeper(servers.connectString(), 10_000, event -> connected.countDown());
        try {
            assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
            somebody.setData(new Layout("/flink/" + cluster).node(key), data, -1);
        } finally {
            somebody.close();
        }
    }
}
