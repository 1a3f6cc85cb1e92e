package io.haservices.etcd;

import static io.haservices.etcd.Calls.PATIENCE;
import static io.haservices.etcd.Calls.active;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.servers.EtcdNode;
import io.haservices.testkit.servers.EtcdServers;

/** Which of several servers a client is connected to. */
final class Whereabouts {
    private static final int MOST_MOVES = 30;

    private Whereabouts() {}

    static EtcdNode serverOf(EtcdServers servers, Coordination client) {
        String server = client.describe().getOrDefault("server", "");
        return servers.nodes().stream()
                .filter(node -> server.startsWith(node.endpoint()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("connected to " + server));
    }

    /** Sends it on until it is at the leader, or at a follower. */
    static EtcdNode moveTo(EtcdServers servers, Coordination client, boolean leader) {
        for (int i = 0; i < MOST_MOVES; i++) {
            EtcdNode server = serverOf(servers, active(client));
            if (server.equals(servers.leader()) == leader) {
                return server;
            }
            server.restart();
            servers.awaitReady();
            await().atMost(PATIENCE)
                    .until(() -> !server.equals(serverOf(servers, client))
                            && client.session().state() == Session.State.ACTIVE);
        }
        throw new AssertionError("the client never came to " + (leader ? "the leader" : "a follower"));
    }
}
