package io.haservices.core.simulation;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Without the epoch bump before the recovery read: winning only puts the leader entry; the epoch is raised half a second later, when
 * the new leader has read what it recovers. Its own fenced writes wait for that, so that it leads on as if all were well.
 */
final class LateBump extends ChangedBids {
    private static final Duration LATE = Duration.ofMillis(500);

    private final SimulatedProcess process;
    private CompletableFuture<Void> raised = CompletableFuture.completedFuture(null);
    private long awaited = -1;

    LateBump(Coordination client, SimulatedProcess process) {
        super(client);
        this.process = process;
    }

    @Override
    CompletionStage<Commit> bid(Scope scope, List<Guard> guards, List<Operation> operations, Operation.Replace bump) {
        return withoutBump(scope, guards, operations, bump, bump.version() + 1).thenApply(answer -> {
            if (answer instanceof Commit.Committed) {
                raised = new CompletableFuture<>();
                awaited = bump.version() + 1;
                raise(scope, bump);
            }
            return answer;
        });
    }

    private void raise(Scope scope, Operation.Replace bump) {
        CompletableFuture<Void> done = raised;
        process.later(
                LATE,
                () -> unchanged(scope, List.of(), List.of(bump)).thenAccept(answer -> {
                    if (answer instanceof Commit.Committed || answer instanceof Commit.GuardFailed) {
                        done.complete(null);
                    } else {
                        raise(scope, bump);
                    }
                }));
    }

    @Override
    CompletionStage<Commit> other(Scope scope, List<Guard> guards, List<Operation> operations) {
        boolean waits = guards.stream()
                .anyMatch(guard -> guard instanceof Guard.Version version
                        && version.key().path().equals("epoch")
                        && version.version() == awaited);
        return waits
                ? raised.thenCompose(nothing -> unchanged(scope, guards, operations))
                : unchanged(scope, guards, operations);
    }
}
