package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.Op;
import io.haservices.shaded.org.apache.zookeeper.OpResult;
import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.util.HashMap;
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

    private static final byte[] NOTHING = {};

    private final Requests requests;
    private final Layout layout;
    private final Predicate<String> isCurrentSession;
    private final Scope scope;
    private final List<Guard> guards;
    private final List<Operation> operations;
    private final Optional<String> boundTo;
    // Touched by one attempt at a time; the next one happens after it.
    private final Map<Key, Transaction.Found> found = new HashMap<>();
    private int attempts;
    private ReplyCode parents = ReplyCode.OK;
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
        this.scope = scope;
        this.guards = guards;
        this.operations = operations;
        this.boundTo = operations.stream()
                .flatMap(o -> CommitRules.session(o).stream())
                .findFirst();
    }

    @Override
    void run() {
        Optional<Key> impossible = CommitRules.impossibleVersion(guards, operations);
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

    private void attempt() {
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
            new IncarnationCheck(this, handle, layout, scope, guards).run();
        } else {
            send(handle, null);
        }
    }

    /** The incarnations are as expected as long as the deletion record has this version. */
    void send(Handle handle, @Nullable Integer generation) {
        List<Step> steps = Transaction.steps(layout, handle.acl(), found, scope, guards, operations, generation);
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

    /** Creates the scope's deletion record, which is there as soon as anything was deleted or guarded by incarnation. */
    void createGeneration(Handle handle) {
        String node = layout.generation(scope);
        handle.createAncestors(node, (code, name) -> parents = code);
        handle.create(node, NOTHING, CreateMode.PERSISTENT, (code, name) -> {
            ReplyCode worst = code == ReplyCode.NODE_EXISTS || code == ReplyCode.OK ? ReplyCode.OK : code;
            again(worst == ReplyCode.NO_NODE ? parents : worst);
        });
    }

    private void answered(Handle handle, List<Step> steps, ReplyCode code, @Nullable List<OpResult> results) {
        if (code == ReplyCode.OK && results != null) {
            complete(new Commit.Committed(Transaction.versions(steps, results)));
            return;
        }
        int failed = results == null ? -1 : firstFailure(results);
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
            refused(handle, steps.get(failed), failureCode(results, failed));
        }
    }

    private void refused(Handle handle, Step step, ReplyCode code) {
        boolean asExpected = code == ReplyCode.NO_NODE || code == ReplyCode.BAD_VERSION;
        switch (step.role()) {
            case VERSION, REPLACE -> guardFailedIf(asExpected, step, code);
            case DELETE -> lookIf(code == ReplyCode.NOT_EMPTY, handle, step, code);
            case GENERATION -> {
                if (asExpected) {
                    attempt();
                } else {
                    notApplied(code);
                }
            }
            case PRESENCE -> againIf(asExpected, code);
            case CREATE -> {
                if (code == ReplyCode.NO_NODE) {
                    createParents(handle, step);
                } else {
                    lookIf(code == ReplyCode.NODE_EXISTS, handle, step, code);
                }
            }
            case MAKE_WAY -> {
                found.put(step.key(), new Transaction.Found(false, 0, false, false));
                againIf(code == ReplyCode.NO_NODE, code);
            }
            case TAKE_OVER -> {
                if (code == ReplyCode.NO_NODE) {
                    createParents(handle, step);
                } else {
                    found.remove(step.key());
                    againIf(code == ReplyCode.NODE_EXISTS, code);
                }
            }
            case FILL, AS_FOUND -> look(handle, step.key());
            case RECORD_DELETION -> {
                if (code == ReplyCode.NO_NODE) {
                    createGeneration(handle);
                } else {
                    notApplied(code);
                }
            }
        }
    }

    private void guardFailedIf(boolean expected, Step step, ReplyCode code) {
        if (expected) {
            guardFailed(step.key());
        } else {
            notApplied(code);
        }
    }

    private void againIf(boolean expected, ReplyCode code) {
        if (expected) {
            attempt();
        } else {
            notApplied(code);
        }
    }

    private void lookIf(boolean unclear, Handle handle, Step step, ReplyCode code) {
        if (unclear) {
            look(handle, step.key());
        } else {
            guardFailedIf(code == ReplyCode.NO_NODE || code == ReplyCode.BAD_VERSION, step, code);
        }
    }

    private void createParents(Handle handle, Step step) {
        if (parents != ReplyCode.OK) {
            notApplied(parents);
            return;
        }
        handle.createAncestors(layout.node(step.key()), (code, name) -> {
            // Not to be allowed to create a node that is there does no harm; then the next attempt finds it.
            parents = code.isRefusal() ? code : ReplyCode.OK;
            again(code.isRefusal() ? ReplyCode.OK : code);
        });
    }

    /** Looks at a node that is in the way: it is an entry, a mere parent, or gone again. */
    private void look(Handle handle, Key key) {
        Stat[] mark = new Stat[1];
        handle.exists(layout.born(key), false, (code, stat) -> mark[0] = stat);
        handle.exists(layout.node(key), false, (code, stat) -> {
            if (isDone()) {
                return;
            }
            if (code == ReplyCode.OK && stat != null) {
                boolean marked = mark[0] != null;
                decide(
                        key,
                        stat,
                        new Transaction.Found(
                                true, stat.getVersion(), stat.getNumChildren() > (marked ? 1 : 0), marked));
            } else {
                found.remove(key);
                again(code);
            }
        });
    }

    private void decide(Key key, Stat stat, Transaction.Found there) {
        Operation operation =
                operations.stream().filter(o -> o.key().equals(key)).findFirst().orElseThrow();
        boolean isEntry = stat.getDataLength() > 0;
        if (operation instanceof Operation.Delete delete) {
            if (!isEntry || stat.getVersion() != delete.version()) {
                guardFailed(key);
                return;
            }
        } else if (isEntry) {
            guardFailed(key);
            return;
        } else if (operation instanceof Operation.CreateBound && there.children()) {
            notApplied(new HaException(this + " cannot be done: " + key
                    + " has entries beneath it, and in ZooKeeper a session-bound entry has none. Use another key."));
            return;
        }
        found.put(key, there);
        attempt();
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

    private void notApplied(ReplyCode code) {
        if (code.isRefusal()) {
            notApplied(new NotAuthorizedException(this + " was refused by ZooKeeper with " + code
                    + ": this identity must not write there. Look at the ACLs and at "
                    + ZooKeeperOptions.AUTHORIZATION.key() + "."));
        } else if (code == ReplyCode.NO_CHILDREN_FOR_EPHEMERALS || code == ReplyCode.NOT_EMPTY) {
            notApplied(new HaException(
                    this + " cannot be done: in ZooKeeper a session-bound entry has no entries beneath it."
                            + " Use another key."));
        } else {
            notApplied(
                    new UnavailableException(this + " was refused by ZooKeeper with " + code + ". Try again later."));
        }
    }

    private void notApplied(HaException cause) {
        complete(new Commit.NotApplied(cause));
    }

    private static int firstFailure(List<OpResult> results) {
        for (int i = 0; i < results.size(); i++) {
            ReplyCode code = failureCode(results, i);
            if (code != ReplyCode.OK && code != ReplyCode.NOT_REACHED) {
                return i;
            }
        }
        return -1;
    }

    private static ReplyCode failureCode(@Nullable List<OpResult> results, int index) {
        return results != null && results.get(index) instanceof OpResult.ErrorResult error
                ? ReplyCode.of(error.getErr())
                : ReplyCode.OK;
    }
}
