package io.haservices.etcd;

import static io.haservices.etcd.Calls.PATIENCE;
import static io.haservices.etcd.Calls.SCOPE;
import static io.haservices.etcd.Calls.active;
import static io.haservices.etcd.Calls.committed;
import static io.haservices.etcd.Calls.creation;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Prefix;
import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.EtcdServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches over connections that are cut, and over a history that is gone. */
@Timeout(300)
class EtcdWatchIT {
    private static @Nullable EtcdServers servers;

    @BeforeAll
    static void startServer() {
        TestClients.needsEtcd();
        servers = EtcdServers.ofNodes(1).start();
    }

    @AfterAll
    static void stopServer() {
        if (servers != null) {
            servers.close();
        }
    }

    /** jetcd defect 1: a watch that was cut right after its creation went on behind what it had missed. */
    @Test
    void missesNothingWhenItIsCutAroundItsCreation() {
        try (Coordination writer = active(TestClients.open(servers().endpoints(), "cut"));
                FaultProxy proxy =
                        FaultProxy.to(servers().node(1).clientAddress()).start();
                Coordination client = active(TestClients.open("http://127.0.0.1:" + proxy.port(), "cut"))) {
            for (int round = 0; round < 20; round++) {
                Prefix prefix = Prefix.of(SCOPE, "round" + round);
                LatestState told = new LatestState();
                // The answers to the listing and to the creation of the watch have some hundred bytes.
                var unused = proxy.cutAfter(Direction.TO_CLIENT, round * 25L);
                client.watch(prefix, told);
                for (int i = 0; i < 20; i++) {
                    committed(writer, creation(SCOPE.key("round" + round, "n" + i), "1"));
                }
                await().atMost(PATIENCE).until(() -> told.entries().size() == 20);
            }
        }
    }

    @Test
    void listsAgainWhatItMissedWhenTheHistoryIsGone() {
        try (Coordination writer = active(TestClients.open(servers().endpoints(), "compacted"));
                FaultProxy proxy =
                        FaultProxy.to(servers().node(1).clientAddress()).start();
                Coordination client = active(TestClients.open("http://127.0.0.1:" + proxy.port(), "compacted"))) {
            LatestState told = new LatestState();
            client.watch(Prefix.of(SCOPE), told);
            long version = committed(writer, creation(SCOPE.key("a"), "1"));
            await().atMost(PATIENCE).until(() -> told.entries().size() == 1);
            String session = client.session().id();
            proxy.refuse();
            proxy.cut();
            committed(writer, new io.haservices.spi.coordination.Operation.Delete(SCOPE.key("a"), version));
            committed(writer, creation(SCOPE.key("b"), "1"), creation(SCOPE.key("c"), "1"));
            servers().compact();
            proxy.heal();
            await().atMost(PATIENCE).until(() -> told.entries().size() == 2);
            committed(writer, creation(SCOPE.key("d"), "1"));
            await().atMost(PATIENCE).until(() -> told.entries().size() == 3);
            // The key of the session has lost its history too.
            servers().revoke(Long.parseUnsignedLong(active(client).session().id(), 16));
            await().atMost(PATIENCE).until(() -> !client.session().id().equals(session));
        }
    }

    private static EtcdServers servers() {
        if (servers == null) {
            throw new IllegalStateException("the server is not started");
        }
        return servers;
    }
}
