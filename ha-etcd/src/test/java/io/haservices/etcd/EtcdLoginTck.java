package io.haservices.etcd;

import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationTck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rules of the SPI, where clients log in, and their logins expire all the time. */
class EtcdLoginTck extends CoordinationTck {
    private static @Nullable EtcdFixture fixture;

    @BeforeAll
    static void startServers() {
        TestClients.needsEtcd();
        EtcdServers servers =
                EtcdServers.ofNodes(1).argument("--auth-token-ttl=2").start();
        fixture = new EtcdFixture(servers, EtcdOptions.USER.key(), "flink", EtcdOptions.PASSWORD.key(), "word");
        servers.enableAuthentication("secret");
        servers.addUser("flink", "word", "/ha-services/");
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
