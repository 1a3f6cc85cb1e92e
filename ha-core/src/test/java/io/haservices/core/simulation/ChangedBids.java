package io.haservices.core.simulation;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Finds the transactions that win a term, and sends them without the new epoch. */
abstract class ChangedBids extends PassingOn {
    ChangedBids(Coordination client) {
        super(client);
    }

    @Override
    public final CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        Optional<Operation.Replace> bump = operations.stream()
                .filter(operation -> operation.key().path().equals("epoch"))
                .filter(Operation.Replace.class::isInstance)
                .map(Operation.Replace.class::cast)
                .findFirst();
        boolean bid =
                operations.stream().anyMatch(operation -> operation.key().path().equals("leader")) && bump.isPresent();
        return bid ? bid(scope, guards, operations, bump.get()) : other(scope, guards, operations);
    }

    abstract CompletionStage<Commit> bid(
            Scope scope, List<Guard> guards, List<Operation> operations, Operation.Replace bump);

    CompletionStage<Commit> other(Scope scope, List<Guard> guards, List<Operation> operations) {
        return super.commit(scope, guards, operations);
    }

    final CompletionStage<Commit> unchanged(Scope scope, List<Guard> guards, List<Operation> operations) {
        return super.commit(scope, guards, operations);
    }

    /** The same under the same conditions, but the epoch entry stays as it is; the answer pretends that it has this version. */
    final CompletionStage<Commit> withoutBump(
            Scope scope, List<Guard> guards, List<Operation> operations, Operation.Replace bump, long pretended) {
        List<Guard> conditions = new ArrayList<>(guards);
        conditions.add(new Guard.Version(bump.key(), bump.version()));
        List<Operation> rest =
                operations.stream().filter(operation -> !operation.equals(bump)).toList();
        return super.commit(scope, conditions, rest).thenApply(answer -> {
            if (answer instanceof Commit.Committed committed) {
                Map<Key, Long> versions = new HashMap<>(committed.versions());
                versions.put(bump.key(), pretended);
                return new Commit.Committed(versions);
            }
            return answer;
        });
    }
}
