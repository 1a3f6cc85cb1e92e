package io.haservices.zookeeper;

import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationTck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The rules of the SPI, on the client jar of the class path and the server of the system property. */
class ZooKeeperTck extends CoordinationTck {
    private static @Nullable ZooKeeperFixture fixture;

    @BeforeAll
    static void startServer() {
        fixture = new ZooKeeperFixture();
    }

    @AfterAll
    static void stopServer() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Override
    protected CoordinationFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("the server is not started");
        }
        return fixture;
    }
}
