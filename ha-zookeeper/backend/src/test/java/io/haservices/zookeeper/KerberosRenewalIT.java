package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.PATIENCE;
import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.bound;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.get;
import static io.haservices.zookeeper.Logins.active;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Session;
import io.haservices.testkit.servers.Kdc;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The library renews a login after four fifths of the ticket's lifetime, but no sooner than after a minute. */
@SuppressWarnings("try")
@EnabledIfSystemProperty(
        named = "ha.test.full",
        matches = ".*",
        disabledReason = "takes four minutes; ./verify --full runs it")
class KerberosRenewalIT {
    private static final Duration LIFETIME = Duration.ofSeconds(90);
    private static final Key LEADER = SCOPE.key("leader");

    @Test
    void outlivesItsTickets() {
        try (Kdc kdc = Kdc.start(LIFETIME);
                ZooKeeperServers servers = ZooKeeperServers.version(TestClients.serverVersion())
                        .withoutFsync()
                        .kerberos(kdc)
                        .start()) {
            Path keytab = kdc.keytab("app");
            Map<String, String> keys = Map.of(
                    Logins.CONTEXTS,
                    "Client",
                    Logins.KEYTAB,
                    keytab.toString(),
                    Logins.PRINCIPAL,
                    Kdc.principal("app"),
                    Logins.KRB5_CONF,
                    kdc.krb5Conf().toString(),
                    Logins.ACL,
                    "creator");
            String quorum = "localhost:" + servers.clientProxy(1).port();
            Instant start = Instant.now();
            try (Coordination leader = active(Logins.open(quorum, "renewal", keys))) {
                String session = leader.session().id();
                committed(leader, bound(leader, LEADER, "me"));
                for (int lifetimes = 1; lifetimes <= 2; lifetimes++) {
                    Instant later = start.plus(LIFETIME.multipliedBy(lifetimes)).plusSeconds(20);
                    await().atMost(LIFETIME.multipliedBy(2))
                            .pollInterval(Duration.ofSeconds(1))
                            .until(() -> Instant.now().isAfter(later));
                    // What was valid at the start no longer is; only a renewed ticket logs in again.
                    servers.clientProxy(1).cut();
                    await().atMost(PATIENCE).until(() -> leader.session().state() == Session.State.SUSPECT);
                    active(leader);
                    assertThat(leader.session().id()).isEqualTo(session);
                    assertThat(get(leader, LEADER)).isPresent();
                }
            }
        }
    }
}
