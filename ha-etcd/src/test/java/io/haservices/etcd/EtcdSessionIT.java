package io.haservices.etcd;

import static io.haservices.etcd.Calls.PATIENCE;
import static io.haservices.etcd.Calls.SCOPE;
import static io.haservices.etcd.Calls.active;
import static io.haservices.etcd.Calls.committed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.servers.EtcdServers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lease behind a session. */
@Timeout(300)
class EtcdSessionIT {
    private static final Key KEY = SCOPE.key("bound");

    @BeforeEach
    void needsEtcd() {
        TestClients.needsEtcd();
    }

    /** jetcd defect 5: a lease outlives the client's view of it, and with it what is bound to it. */
    @Test
    void endsTheFormerLeaseBeforeItBeginsANewSession() {
        try (EtcdServers servers = EtcdServers.ofNodes(1).start();
                Coordination client = active(
                        TestClients.open(servers.endpoints(), "former", "high-availability.etcd.lease-ttl", "8 s"))) {
            committed(client, Calls.bound(client, KEY, "1"));
            String former = client.session().id();
            Sessions told = new Sessions();
            client.onSession(told);
            servers.node(1).kill();
            await().atMost(PATIENCE).until(() -> told.has(former, Session.State.LOST));
            // A server that starts gives every lease its full time again.
            servers.node(1).start();
            servers.awaitReady();
            long start = System.nanoTime();
            active(client);
            assertThat(client.session().id()).isNotEqualTo(former);
            assertThat(Calls.get(client, KEY)).isEmpty();
            System.out.println("The former lease was gone "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis()
                    + " ms after the server was back");
        }
    }

    /** jetcd defect 3: the end of a lease by somebody else's hand was seen seconds later. */
    @Test
    void seesByItsOwnKeyThatSomebodyRevokedTheLease() {
        try (EtcdServers servers = EtcdServers.ofNodes(1).start();
                Coordination client = active(
                        TestClients.open(servers.endpoints(), "revoked", "high-availability.etcd.lease-ttl", "60 s"))) {
            Sessions told = new Sessions();
            client.onSession(told);
            for (int i = 0; i < 3; i++) {
                String former = active(client).session().id();
                long start = System.nanoTime();
                servers.revoke(Long.parseUnsignedLong(former, 16));
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(PATIENCE)
                        .until(() -> told.has(former, Session.State.LOST));
                System.out.println("A foreign revoke was seen after "
                        + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
                await().atMost(PATIENCE).until(() -> !client.session().id().equals(former));
            }
        }
    }
}
