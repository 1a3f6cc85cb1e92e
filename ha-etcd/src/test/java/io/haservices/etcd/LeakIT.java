package io.haservices.etcd;

import io.haservices.HighAvailabilityServices;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.testkit.leaks.LeakCheck;
import io.haservices.testkit.servers.EtcdServers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

    private static @Nullable EtcdServers servers;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        TestClients.needsEtcd();
        servers = EtcdServers.ofNodes(1).start();
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
                "etcd",
                EtcdOptions.ENDPOINTS.key(),
                Objects.requireNonNull(servers).node(1).endpoint(),
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
