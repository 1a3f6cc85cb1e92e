package io.haservices.cli;

import static org.awaitility.Awaitility.await;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;

/** Another candidate in this JVM, which stands by. */
final class Standby implements AutoCloseable {
    private final HighAvailabilityServices services;
    private final LeaderElection standing;

    Standby(CommandRunner runner, String election) {
        services = runner.services();
        standing = services.leaderElection(election);
        standing.start(new LeaderContender() {
            @Override
            public void onGranted(Leadership term) {}

            @Override
            public void onRevoked(Leadership term) {}
        });
        await().until(() -> services.status(election).candidates().stream()
                .anyMatch(candidate -> candidate.id().equals(id())));
    }

    String id() {
        return standing.contenderId();
    }

    @Override
    public void close() {
        services.close();
    }
}
