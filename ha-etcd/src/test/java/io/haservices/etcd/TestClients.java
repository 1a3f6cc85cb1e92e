package io.haservices.etcd;

import io.haservices.config.Configuration;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.testkit.servers.EtcdServers;
import io.haservices.values.MonotonicClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Opens clients as users do, by configuration. */
final class TestClients {
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    static final Duration LEASE_TTL = Duration.ofSeconds(3);

    private TestClients() {}

    /** Skips the test, with the reason, where there is no etcd. */
    static void needsEtcd() {
        Assumptions.assumeTrue(EtcdServers.areAvailable(), EtcdServers.WHY_NOT);
    }

    static Coordination open(String endpoints, String clusterId, String... more) {
        return open(REQUEST_TIMEOUT, endpoints, clusterId, more);
    }

    static Coordination open(Duration requestTimeout, String endpoints, String clusterId, String... more) {
        Map<String, String> values = new HashMap<>();
        values.put("high-availability.etcd.endpoints", endpoints);
        values.put("high-availability.etcd.lease-ttl", LEASE_TTL.toMillis() + " ms");
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return new EtcdProvider()
                .open(new CoordinationContext(
                        Configuration.of(values), clusterId, MonotonicClock.SYSTEM, requestTimeout));
    }
}
