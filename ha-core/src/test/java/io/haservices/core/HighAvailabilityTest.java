package io.haservices.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HighAvailabilityTest {
    @TempDir
    Path folder;

    @Test
    void opensWhatAFolderConfiguresAndReleasesItsThreadsOnClose() throws IOException {
        Files.writeString(
                folder.resolve("ha.yaml"), """
                high-availability:
                  type: memory
                  cluster-id: /open-from-folder
                  storageDir: %s
                """.formatted(folder.resolve("blobs").toUri()));
        try (HighAvailabilityServices services = HighAvailability.open(folder)) {
            services.awaitConnected(Duration.ofSeconds(60));
            assertThat(services.clusterId()).isEqualTo("open-from-folder");
            assertThat(services.elections()).isEmpty();
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("ha-open-from-folder")));
    }

    @Test
    void checksByReallyConnectingAndWriting() {
        Configuration configuration = Configuration.of(Map.of(
                "high-availability",
                "memory",
                "high-availability.storageDir",
                folder.resolve("blobs").toUri().toString()));
        assertThat(HighAvailability.check(configuration, Duration.ofSeconds(60)))
                .isEmpty();
        assertThat(folder.resolve("blobs")).isEmptyDirectory();
    }

    @Test
    void whatIsClosedMayBeClosedAgainInAnyOrder() {
        HighAvailabilityServices services = HighAvailability.open(Configuration.of(Map.of(
                "high-availability",
                "memory",
                "high-availability.storageDir",
                folder.resolve("blobs").toUri().toString())));
        LeaderElection election = services.leaderElection("main");
        election.start(new Idle());
        await().until(() -> election.leadership().isPresent());
        services.close();
        election.close();
        services.close();
        assertThat(election.leadership()).isEmpty();
        assertThatThrownBy(() -> services.leaderElection("main"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static final class Idle implements LeaderContender {
        @Override
        public void onGranted(Leadership leadership) {}

        @Override
        public void onRevoked(Leadership leadership) {}
    }

    @Test
    void refusesToOpenWithoutAConfiguration() {
        assertThatThrownBy(() -> HighAvailability.open(Configuration.of(Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("2 problems", "'high-availability' is not set", "storageDir' is not set");
    }
}
