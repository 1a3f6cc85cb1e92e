package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.servers.ZooKeeperNode;
import io.haservices.testkit.servers.ZooKeeperServers;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A follower that serves the client is cut off from its leader: it goes on answering the client, while the leader ends the session. The
 * client's deadline must pass before its entries vanish on the side of the majority.
 */
class DeadlineIT {
    private static final int ROUNDS = Integer.getInteger("ha.test.deadline.rounds", 3);
    /** A single round shows in about every second case what answered reads are worth: go on until one did. */
    private static final int MOST_ROUNDS = ROUNDS + 20;

    private static final Key BOUND = Scope.named("deadline").key("bound");

    /** Ticks of 500 ms: the shortest session that servers allow, and a usual one. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 3000})
    void passesBeforeTheEntriesOfTheSessionVanish(int timeoutMillis) {
        Duration timeout = Duration.ofMillis(timeoutMillis);
        Random random = new Random(timeoutMillis);
        List<Long> margins = new ArrayList<>();
        int readsWouldHaveBeenTooLate = 0;
        try (ZooKeeperServers servers = TestClients.servers(3)) {
            while (margins.size() < ROUNDS || (readsWouldHaveBeenTooLate == 0 && margins.size() < MOST_ROUNDS)) {
                Outcome outcome = cutFollowerOff(servers, timeout, random.nextInt(timeoutMillis));
                margins.add(outcome.marginMillis());
                readsWouldHaveBeenTooLate += outcome.readsTooLate() ? 1 : 0;
                servers.links().heal();
                servers.awaitReady();
            }
        }
        System.out.println("deadline, client " + ClientLibrary.version() + ", server " + TestClients.serverVersion()
                + ", session " + timeoutMillis + " ms: it passed this many ms before the entry vanished: " + margins
                + "; counted from answered reads it would have been too late in " + readsWouldHaveBeenTooLate + " of "
                + margins.size());
        assertThat(margins).allSatisfy(margin -> assertThat(margin).isNotNegative());
        assertThat(readsWouldHaveBeenTooLate)
                .as("control: rounds in which the fault did what it should")
                .isPositive();
    }

    @Test
    void isThereAsSoonAsTheSessionIs() {
        try (ZooKeeperServers servers = TestClients.servers(1);
                Coordination client = TestClients.open(servers.connectString(), "start", Duration.ofSeconds(10))) {
            await().until(() -> client.session().state() == Session.State.ACTIVE);
            assertThat(client.session().validFor(System.nanoTime())).isGreaterThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void isThereSoonWhenTheServersCameLate() {
        try (ZooKeeperServers servers = TestClients.servers(1)) {
            servers.node(1).kill();
            try (Coordination client = TestClients.open(servers.connectString(), "late", Duration.ofSeconds(8))) {
                LockSupport.parkNanos(Duration.ofSeconds(4).toNanos());
                servers.node(1).start();
                await().atMost(60, TimeUnit.SECONDS)
                        .until(() -> client.session().state() == Session.State.ACTIVE);
                assertThat(client.session().validFor(System.nanoTime())).isGreaterThan(Duration.ofSeconds(4));
            }
        }
    }

    private record Outcome(long marginMillis, boolean readsTooLate) {}

    private static Outcome cutFollowerOff(ZooKeeperServers servers, Duration timeout, int offsetMillis) {
        ZooKeeperNode follower = servers.followers().get(0);
        String cluster = "cut-" + offsetMillis + "-" + System.nanoTime();
        try (Coordination owner = TestClients.open(follower.connectString(), cluster, timeout);
                Coordination observer =
                        TestClients.open(servers.leader().connectString(), cluster, Duration.ofSeconds(30))) {
            await().until(() -> owner.session().state() == Session.State.ACTIVE);
            String id = owner.session().id();
            Commit created = owner.commit(
                            BOUND.scope(), List.of(), List.of(new Operation.CreateBound(BOUND, Bytes.utf8("x"), id)))
                    .toCompletableFuture()
                    .join();
            assertThat(created).isInstanceOf(Commit.Committed.class);
            // Several heartbeats, and then any moment between two.
            LockSupport.parkNanos(timeout.plusMillis(offsetMillis).toNanos());
            servers.links().isolate(follower.id());

            AnsweredReads reads = new AnsweredReads(owner);
            while (isThere(observer)) {
                reads.goOn();
            }
            long gone = System.nanoTime();
            Session session = owner.session();
            // Should the session have been replaced, its own deadline is of no interest any more: it was known to be
            // over.
            long deadline = session.id().equals(id) ? session.deadlineNanos() : gone;
            boolean readsTooLate = reads.lastAsked + timeout.toNanos() - gone > 0;
            return new Outcome(Duration.ofNanos(gone - deadline).toMillis(), readsTooLate);
        }
    }

    /** When the last read was asked that the follower answered. */
    private static final class AnsweredReads {
        private final Coordination client;
        private CompletableFuture<Optional<Entry>> read;
        private long asked = System.nanoTime();
        private long lastAsked = asked;

        AnsweredReads(Coordination client) {
            this.client = client;
            read = client.get(BOUND).toCompletableFuture();
        }

        void goOn() {
            if (read.isDone()) {
                lastAsked = read.isCompletedExceptionally() ? lastAsked : asked;
                asked = System.nanoTime();
                read = client.get(BOUND).toCompletableFuture();
            }
        }
    }

    private static boolean isThere(Coordination client) {
        return client.get(BOUND).toCompletableFuture().join().isPresent();
    }
}
