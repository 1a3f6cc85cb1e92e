package io.haservices.core.simulation;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.SessionListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The safeguards that can be switched off by changing one thing in what is sent or answered. */
final class Controls {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private Controls() {}

    /** The fence: writes of states and counters are sent without the guard on the version of the epoch entry. */
    static Coordination withoutTheFence(Coordination client, SimulatedProcess process) {
        return new PassingOn(client) {
            @Override
            public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
                boolean fenced = operations.stream().anyMatch(Controls::writes);
                List<Guard> kept = guards.stream()
                        .filter(guard -> !fenced || !guard.key().path().equals("epoch"))
                        .toList();
                return super.commit(scope, kept, operations);
            }
        };
    }

    /** The deadline: the session claims to be kept for an hour more, for as long as it has not been heard to be lost. */
    static Coordination withoutTheDeadline(Coordination client, SimulatedProcess process) {
        return new PassingOn(client) {
            @Override
            public Session session() {
                return trusted(super.session());
            }

            @Override
            public Registration onSession(SessionListener listener) {
                return super.onSession(session -> listener.onSession(trusted(session)));
            }
        };
    }

    /** The reading back: an unknown outcome of a write is told as one that was not applied. */
    static Coordination withoutReadingBack(Coordination client, SimulatedProcess process) {
        return new PassingOn(client) {
            @Override
            public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
                boolean concerned = operations.stream().anyMatch(Controls::writes);
                return super.commit(scope, guards, operations)
                        .thenApply(answer -> concerned && answer instanceof Commit.Unknown unknown
                                ? new Commit.NotApplied(unknown.cause())
                                : answer);
            }
        };
    }

    /** The control entry: whoever wins a term does not mind what it has become since it was read. */
    static Coordination withoutTheControlGuard(Coordination client, SimulatedProcess process) {
        return new PassingOn(client) {
            @Override
            public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
                boolean bid = operations.stream().anyMatch(Controls::begins);
                List<Guard> kept = guards.stream()
                        .filter(guard -> !bid || !guard.key().path().equals("control"))
                        .toList();
                List<Operation> done = operations.stream()
                        .filter(operation -> !bid || !operation.key().path().equals("control"))
                        .toList();
                return super.commit(scope, kept, done);
            }
        };
    }

    private static boolean begins(Operation operation) {
        return operation.key().path().equals("leader")
                && (operation instanceof Operation.CreateBound || operation instanceof Operation.TakeOver);
    }

    private static boolean writes(Operation operation) {
        String first = operation.key().names().get(0);
        return first.equals("state") || first.equals("counters");
    }

    private static Session trusted(Session session) {
        return new Session(session.id(), session.state(), session.deadlineNanos() + HOUR, session.timeout());
    }
}
