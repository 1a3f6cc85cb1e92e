package io.haservices.benchmarks.macro;

import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A contender that waits for its first leadership. */
final class Granted implements LeaderContender {
    private static final long PATIENCE_SECONDS = 60;

    private final CompletableFuture<Leadership> leadership = new CompletableFuture<>();
    private final Consumer<Leadership> first;

    /** On a grant, the consumer is told first. */
    Granted(Consumer<Leadership> first) {
        this.first = first;
    }

    /** Starts it, and returns when it leads. */
    static Leadership leadershipOf(LeaderElection election) throws Exception {
        Granted contender = new Granted(leadership -> {});
        election.start(contender);
        return contender.leadership.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onGranted(Leadership granted) {
        first.accept(granted);
        leadership.complete(granted);
    }

    @Override
    public void onRevoked(Leadership revoked) {}
}
