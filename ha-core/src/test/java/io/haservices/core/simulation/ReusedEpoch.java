package io.haservices.core.simulation;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Without a new epoch for every grant: who held the last term as well wins the next one without raising the epoch, so that both terms
 * have one fence.
 */
final class ReusedEpoch extends ChangedBids {
    private long held = -1;

    ReusedEpoch(Coordination client) {
        super(client);
    }

    @Override
    CompletionStage<Commit> bid(Scope scope, List<Guard> guards, List<Operation> operations, Operation.Replace bump) {
        if (bump.version() == held) {
            return withoutBump(scope, guards, operations, bump, held);
        }
        return unchanged(scope, guards, operations).thenApply(answer -> {
            if (answer instanceof Commit.Committed committed) {
                held = committed.versions().getOrDefault(bump.key(), -1L);
            }
            return answer;
        });
    }
}
