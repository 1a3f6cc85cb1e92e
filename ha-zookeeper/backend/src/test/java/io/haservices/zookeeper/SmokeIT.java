package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
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

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.testkit.servers.ZooKeeperServers;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A little of everything with the client jar of the class path and each server. */
@SuppressWarnings("try")
class SmokeIT {
    private static final Key EPOCH = SCOPE.key("epoch");
    private static final Key LEADER = SCOPE.key("leader");
    private static final Key POINTER = SCOPE.key("state", "jobs", "nightly");

    /** The published table says which servers: a pair that is not tried cannot be said to work. */
    static List<String> servers() throws IOException {
        List<String> servers = PublishedVersions.worksWith(System.getProperty("ha.test.zookeeper.client", "3.4"));
        assertThat(servers).containsExactly("3.4", "3.5", "3.8", "3.9");
        return servers;
    }

    @ParameterizedTest
    @MethodSource("servers")
    void works(String version) {
        try (ZooKeeperServers servers =
                        ZooKeeperServers.version(version).withoutFsync().start();
                Coordination first = active(TestClients.open(servers.connectString(), "smoke", Duration.ofSeconds(4)));
                Coordination second =
                        active(TestClients.open(servers.connectString(), "smoke", Duration.ofSeconds(4)))) {
            LatestState told = new LatestState();
            try (Registration registration = second.watch(Prefix.at(LEADER), told)) {
                long epoch = committed(first, creation(EPOCH, "1"), bound(first, LEADER, "first"));
                await().atMost(PATIENCE).until(() -> !told.entries().isEmpty());

                assertThat(commit(first, List.of(new Guard.Version(EPOCH, epoch)), creation(POINTER, "blob")))
                        .isInstanceOf(Commit.Committed.class);
                takeOver(second, epoch);
                assertThat(commit(first, List.of(new Guard.Version(EPOCH, epoch)), creation(SCOPE.key("late"), "x")))
                        .isEqualTo(new Commit.GuardFailed(EPOCH));
                assertThat(list(second)).containsExactly("epoch=2", "leader=second", "state/jobs/nightly=blob");

                Entry pointer = get(second, POINTER).orElseThrow();
                Guard same = new Guard.Incarnation(POINTER, pointer.incarnation());
                assertThat(commit(second, List.of(same), new Operation.Delete(POINTER, pointer.version())))
                        .isInstanceOf(Commit.Committed.class);
                expire(servers, second);
                await().atMost(PATIENCE).until(() -> told.entries().isEmpty());
                await().atMost(PATIENCE).until(() -> get(second, LEADER).isEmpty());
            }
        }
    }

    private static void takeOver(Coordination second, long epoch) {
        String session = second.session().id();
        committed(second, replace(EPOCH, epoch, "2"), new Operation.TakeOver(LEADER, Bytes.utf8("second"), session));
    }

    private static void expire(ZooKeeperServers servers, Coordination client) {
        String former = client.session().id();
        assertThat(servers.expire(Long.parseUnsignedLong(former, 16))).isTrue();
        await().atMost(PATIENCE).until(() -> !client.session().id().equals(former));
        active(client);
    }
}
