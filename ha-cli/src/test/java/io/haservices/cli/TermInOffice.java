package io.haservices.cli;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A leader in this JVM, for commands to be fenced by. */
final class TermInOffice implements AutoCloseable {
    private final HighAvailabilityServices services;
    private final LeaderElection standing;
    private final BlockingQueue<Leadership> granted = new LinkedBlockingQueue<>();
    private Leadership leadership;

    TermInOffice(CommandRunner runner, String election) throws InterruptedException {
        services = runner.services();
        standing = services.leaderElection(election);
        standing.start(new LeaderContender() {
            @Override
            public void onGranted(Leadership term) {
                granted.add(term);
            }

            @Override
            public void onRevoked(Leadership term) {}
        });
        leadership = next();
    }

    Leadership leadership() {
        return leadership;
    }

    long epoch() {
        return leadership.epoch();
    }

    /** Gives the term up and begins another. */
    void another() throws InterruptedException {
        leadership.resign();
        leadership = next();
    }

    private Leadership next() throws InterruptedException {
        Leadership term = granted.poll(60, TimeUnit.SECONDS);
        if (term == null) {
            throw new AssertionError("no leadership was granted");
        }
        return term;
    }

    @Override
    public void close() {
        services.close();
    }
}
