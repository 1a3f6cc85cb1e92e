package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.errors.UnavailableException;
import io.haservices.shaded.org.apache.zookeeper.Op;
import io.haservices.shaded.org.apache.zookeeper.OpResult;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One commit: as few attempts as needed until there is an answer. A further attempt follows only on an answer that the one before
 * did surely nothing.
 */
final class CommitRequest extends Request<Commit> {
    /** Each attempt but the last lost a race, or learned something of the tree. */
    private static final int MOST_ATTEMPTS = 32;

    private final Requests requests;
    private final Layout layout;
    private final Predicate<String> isCurrentSession;
    private final List<Guard> guards;
    private final List<Operation> operations;
    private final Optional<String> boundTo;
    private final NextAttempt next;
    // Touched by one attempt at a time; the next one happens after it.
    private int attempts;
    /** Whether a transaction is on its way whose answer is not known. Guarded by this. */
    private boolean sent;

    CommitRequest(
            Requests requests,
            Layout layout,
            Predicate<String> isCurrentSession,
            Scope scope,
            List<Guard> guards,
            List<Operation> operations) {
        super(requests, "commit in " + scope + " on " + operations.get(0).key().path());
        this.requests = requests;
        this.layout = layout;
        this.isCurrentSession = isCurrentSession;
        this.guards = guards;
        this.operations = operations;
        this.next = new NextAttempt(this, layout, scope, operations);
        this.boundTo = operations.stream().flatMap(o -> o.boundTo().stream()).findFirst();
    }

    @Override
    void run() {
        Optional<Key> impossible = Versions.firstImpossible(guards, operations);
        if (impossible.isPresent()) {
            complete(new Commit.GuardFailed(impossible.get()));
        } else {
            attempt();
        }
    }

    @Override
    synchronized void giveUp(HaException cause) {
        complete(sent ? new Commit.Unknown(cause) : new Commit.NotApplied(cause));
    }

    @Override
    void sessionLost() {
        refuseOtherSessions(isCurrentSession);
    }

    void attempt() {
        if (isDone() || refuseOtherSessions(isCurrentSession)) {
            return;
        }
        if (++attempts > MOST_ATTEMPTS) {
            notApplied(new UnavailableException(
                    this + " lost the race against other writers " + MOST_ATTEMPTS + " times. Try again later."));
            return;
        }
        requests.withHandle(this, this::attempt);
    }

    private void attempt(Handle handle) {
        if (refuseOtherSessions(handle.id()::equals)) {
            return;
        }
        if (guards.stream().anyMatch(Guard.Incarnation.class::isInstance)) {
            new IncarnationCheck(this, next, handle, layout, guards).run();
        } else {
            send(handle, Map.of());
        }
    }

    /** The incarnations are as expected as long as the deletion records have these versions. */
    void send(Handle handle, Map<String, Integer> generations) {
        List<Step> steps = Transaction.steps(layout, handle.acl(), next.found(), guards, operations, generations);
        List<Op> ops = steps.stream().map(Step::op).toList();
        synchronized (this) {
            if (isDone()) {
                return;
            }
            sent = true;
        }
        handle.multi(ops, (code, results) -> answered(handle, steps, code, results));
    }

    /** Another attempt, because this one surely did nothing and the next may do better. */
    void again(ReplyCode code) {
        if (code == ReplyCode.OK || code == ReplyCode.NO_NODE) {
            attempt();
        } else if (code.isRefusal()) {
            notApplied(code);
        } else {
            repeat(code);
        }
    }

    void guardFailed(Key key) {
        complete(new Commit.GuardFailed(key));
    }

    private void answered(Handle handle, List<Step> steps, ReplyCode code, @Nullable List<OpResult> results) {
        if (code == ReplyCode.OK && results != null) {
            complete(new Commit.Committed(Transaction.versions(steps, results)));
            return;
        }
        int failed = Transaction.firstFailure(results);
        if (failed < 0 && !code.isSurelyNotDone()) {
            complete(new Commit.Unknown(new UnavailableException(this + ": the answer of ZooKeeper was lost (" + code
                    + "); it may or may not have been done. Read back what is there.")));
            return;
        }
        synchronized (this) {
            sent = false;
        }
        if (isDone()) {
            return;
        }
        if (failed < 0) {
            notApplied(code);
        } else {
            next.refused(handle, steps.get(failed), Transaction.code(results, failed));
        }
    }

    /** Whether it was refused because it names a session that is not the one asked for. */
    private boolean refuseOtherSessions(Predicate<String> current) {
        if (boundTo.isEmpty() || current.test(boundTo.get())) {
            return false;
        }
        synchronized (this) {
            if (!sent) {
                notApplied(new UnavailableException(this + " not done: the session " + boundTo.get()
                        + " that it binds an entry to is not the current one. Ask for the current session."));
            }
        }
        return true;
    }

    void notApplied(ReplyCode code) {
        notApplied(Refusals.of(this, code));
    }

    void notApplied(HaException cause) {
        complete(new Commit.NotApplied(cause));
    }
}
