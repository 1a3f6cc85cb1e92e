package io.haservices.core.service;

import io.haservices.HighAvailabilityServices;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.testkit.leaks.LeakCheck;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The services themselves, with 10,000 rounds in {@code ./verify --full}; {@code LeakIT} of each backend is on real servers. */
@Timeout(600)
class LeakTest {
    private static final int MANY = Boolean.getBoolean("ha.test.full") ? 10_000 : 2_500;
    /** Until the history of each election, which the service keeps, has as many terms as it may have. */
    private static final int WARM_UP = 2_000;

    private static final int OPENED_TO_WARM_UP = 500;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private HighAvailabilityServices open() {
        return HighAvailability.open(Configuration.of(Map.of(
                "high-availability",
                "memory",
                "high-availability.memory.name",
                "leaks",
                "high-availability.storageDir",
                folder.toUri().toString())));
    }

    @Test
    void opensAndClosesLeaveNothingBehind() {
        new LeakCheck(this::open).opensAndCloses(OPENED_TO_WARM_UP, MANY);
    }

    @Test
    void electionsLeaveNothingBehind() {
        new LeakCheck(this::open).elections(WARM_UP, MANY);
    }
}
