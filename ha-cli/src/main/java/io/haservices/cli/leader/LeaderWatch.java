package io.haservices.cli.leader;

import io.haservices.LeaderInfo;
import io.haservices.LeaderListener;
import io.haservices.LeaderRetrieval;
import io.haservices.errors.HaException;
import io.haservices.errors.UnavailableException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** The changes of a leader, one after another, for a thread that waits for them. */
final class LeaderWatch implements AutoCloseable {
    private final LeaderRetrieval retrieval;
    private final BlockingQueue<Supplier<Optional<LeaderInfo>>> told = new LinkedBlockingQueue<>();

    LeaderWatch(LeaderRetrieval retrieval) {
        this.retrieval = retrieval;
        retrieval.start(new LeaderListener() {
            @Override
            public void onLeader(Optional<LeaderInfo> leader) {
                told.add(() -> leader);
            }

            @Override
            public void onError(HaException error) {
                told.add(() -> {
                    throw error;
                });
            }
        });
    }

    /** The next change; waits for it. */
    Optional<LeaderInfo> next() {
        try {
            return told.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while following the leader", e);
        }
    }

    @Override
    public void close() {
        retrieval.close();
    }
}
