package io.haservices.zookeeper;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.haservices.HighAvailabilityServices;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.testkit.leaks.LeakCheck;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the services leave behind on a real server; {@code LeakTest} of ha-core has more rounds. */
@Timeout(7200)
@SuppressWarnings("NullAway.Init")
class LeakIT {
    private static final boolean FULL = Boolean.getBoolean("ha.test.full");
    private static final int OPENS = FULL ? 10_000 : 60;
    private static final int OPENED_TO_WARM_UP = 20;
    private static final int ELECTIONS = FULL ? 10_000 : 240;
    private static final int STARTED_TO_WARM_UP = 96;

    private static ZooKeeperServers servers;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        assumeTrue(FULL || !TestClients.serverVersion().equals("3.5"), "3.5 is tried by -Dha.test.full=true");
        servers = TestClients.servers(1);
    }

    @AfterAll
    static void stop() {
        if (servers != null) {
            servers.close();
        }
    }

    private HighAvailabilityServices open() {
        return HighAvailability.open(Configuration.of(Map.of(
                "high-availability",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                servers.connectString(),
                "high-availability.storageDir",
                folder.toUri().toString())));
    }

    @Test
    void opensAndClosesLeaveNothingBehind() {
        new LeakCheck(this::open).opensAndCloses(OPENED_TO_WARM_UP, OPENS);
    }

    @Test
    void electionsLeaveNothingBehind() {
        new LeakCheck(this::open).elections(STARTED_TO_WARM_UP, ELECTIONS);
    }
}
