package io.haservices.etcd;

import static io.haservices.etcd.Calls.PATIENCE;
import static io.haservices.etcd.Calls.SCOPE;
import static io.haservices.etcd.Calls.active;
import static io.haservices.etcd.Calls.committed;
import static io.haservices.etcd.Calls.creation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.config.Configuration;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.servers.EtcdNode;
import io.haservices.testkit.servers.EtcdServers;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that DNS names. */
@Timeout(300)
class EtcdDiscoveryIT {
    private static final String NAME = "_etcd-client._tcp.example.com";

    @Test
    void findsTheServersAndThoseThatComeLater() {
        TestClients.needsEtcd();
        try (DnsServer dns = DnsServer.start();
                EtcdServers servers = EtcdServers.ofNodes(1).start();
                EtcdServers others = EtcdServers.ofNodes(1).start()) {
            dns.put(NAME, record(servers.node(1)));
            try (Coordination client = active(open(dns, Duration.ofSeconds(5)))) {
                committed(client, creation(SCOPE.key("key"), "1"));
                assertThat(client.describe()).containsEntry("service", "etcd dns+srv://" + NAME);
                servers.node(1).kill();
                dns.put(NAME, record(others.node(1)));
                await().atMost(PATIENCE)
                        .until(() -> client.describe()
                                .getOrDefault("server", "")
                                .startsWith(others.node(1).endpoint().replace("127.0.0.1", "localhost")));
                // A lookup that fails costs nothing while the former servers are there.
                dns.stop();
                others.node(1).restart();
                others.awaitReady();
                committed(active(client), creation(SCOPE.key("other"), "1"));
            }
        }
    }

    @Test
    void saysThatDnsHasNoSuchName() {
        try (DnsServer dns = DnsServer.start();
                Coordination client = open(dns, Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> Calls.list(client))
                    .cause()
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("DNS has no SRV records for " + NAME);
        }
    }

    private static String record(EtcdNode node) {
        return "0 0 " + node.clientAddress().getPort() + " localhost";
    }

    private static Coordination open(DnsServer dns, Duration requestTimeout) {
        EtcdSettings named = EtcdSettings.of(
                Configuration.of(
                        Map.of(EtcdOptions.ENDPOINTS.key(), "dns+srv://" + NAME, EtcdOptions.LEASE_TTL.key(), "3 s")),
                "discovery");
        return EtcdCoordination.open(
                named.with(new SrvRecords(NAME, dns.url())), MonotonicClock.SYSTEM, requestTimeout);
    }
}
