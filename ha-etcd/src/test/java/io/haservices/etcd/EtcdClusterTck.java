package io.haservices.etcd;

import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationTck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rules of the SPI, on three servers. */
class EtcdClusterTck extends CoordinationTck {
    private static @Nullable EtcdFixture fixture;

    @BeforeAll
    static void startServers() {
        TestClients.needsEtcd();
        fixture = new EtcdFixture(EtcdServers.ofNodes(3).start());
    }

    @AfterAll
    static void stopServers() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Override
    protected CoordinationFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("the servers are not started");
        }
        return fixture;
    }
}
