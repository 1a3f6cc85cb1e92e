package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a commit does when a step of its transaction was refused: answers, or prepares another attempt, because the refusal
 * was about ZooKeeper's tree and not about the commit's conditions. Used by one attempt at a time.
 */
final class NextAttempt {
    private static final byte[] NOTHING = {};

    private final CommitRequest commit;
    private final Layout layout;
    private final Scope scope;
    private final List<Operation> operations;
    private final Map<Key, Transaction.Found> found = new HashMap<>();
    /** Why parents could not be created. */
    private ReplyCode parents = ReplyCode.OK;

    NextAttempt(CommitRequest commit, Layout layout, Scope scope, List<Operation> operations) {
        this.commit = commit;
        this.layout = layout;
        this.scope = scope;
        this.operations = operations;
    }

    /** What was found at keys where the usual form of an operation does not fit. */
    Map<Key, Transaction.Found> found() {
        return found;
    }

    void refused(Handle handle, Step step, ReplyCode code) {
        if (code.isRefusal()) {
            commit.notApplied(code);
            return;
        }
        boolean asExpected = code == ReplyCode.NO_NODE || code == ReplyCode.BAD_VERSION;
        switch (step.role()) {
            case VERSION, REPLACE -> guardFailedIf(asExpected, step, code);
            case DELETE -> lookIf(code == ReplyCode.NOT_EMPTY, handle, step, code);
            case GENERATION, PRESENCE -> againIf(asExpected, code);
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
                    createGeneration(handle, layout.generation(step.key()));
                } else {
                    commit.notApplied(code);
                }
            }
        }
    }

    private void guardFailedIf(boolean expected, Step step, ReplyCode code) {
        if (expected) {
            commit.guardFailed(step.key());
        } else {
            commit.notApplied(code);
        }
    }

    private void againIf(boolean expected, ReplyCode code) {
        if (expected) {
            commit.attempt();
        } else {
            commit.notApplied(code);
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
            commit.notApplied(parents);
            return;
        }
        handle.createAncestors(layout.node(step.key()), (code, name) -> {
            noteParents(code);
            commit.again(code.isRefusal() ? ReplyCode.OK : code);
        });
        // Most scopes need it sooner or later, and then in a hurry.
        handle.create(layout.generation(scope), NOTHING, CreateMode.PERSISTENT, (code, name) -> {});
    }

    /** Not to be allowed to create a node that is there does no harm; else the next attempt fails for it. */
    private void noteParents(ReplyCode code) {
        if (code.isRefusal()) {
            parents = code;
        }
    }

    /** Looks at a node that is in the way: it is an entry, a mere parent, or gone again. */
    private void look(Handle handle, Key key) {
        Handle.Node[] mark = new Handle.Node[1];
        handle.getData(layout.mark(key), false, (code, node) -> mark[0] = node);
        handle.exists(layout.node(key), false, (code, stat) -> {
            if (commit.isDone()) {
                return;
            }
            if (code == ReplyCode.OK && stat != null) {
                boolean marked = mark[0] != null;
                decide(
                        key,
                        stat,
                        Mark.isEntry(stat, mark[0]),
                        new Transaction.Found(
                                true, stat.getVersion(), stat.getNumChildren() > (marked ? 1 : 0), marked));
            } else {
                found.remove(key);
                commit.again(code);
            }
        });
    }

    private void decide(Key key, Stat stat, boolean isEntry, Transaction.Found there) {
        Operation operation =
                operations.stream().filter(o -> o.key().equals(key)).findFirst().orElseThrow();
        if (operation instanceof Operation.Delete delete) {
            if (!isEntry || stat.getVersion() != delete.version()) {
                commit.guardFailed(key);
                return;
            }
        } else if (isEntry) {
            commit.guardFailed(key);
            return;
        } else if (operation instanceof Operation.CreateBound && there.children()) {
            commit.notApplied(Refusals.boundWithChildren(commit));
            return;
        }
        found.put(key, there);
        commit.attempt();
    }

    /** Creates a deletion record, which is there as soon as anything that it speaks for was deleted or guarded by incarnation. */
    void createGeneration(Handle handle, String node) {
        handle.createAncestors(node, (code, name) -> noteParents(code));
        handle.create(node, NOTHING, CreateMode.PERSISTENT, (code, name) -> {
            if (code == ReplyCode.NO_NODE && parents != ReplyCode.OK) {
                commit.notApplied(parents);
            } else {
                commit.again(code == ReplyCode.NODE_EXISTS ? ReplyCode.OK : code);
            }
        });
    }
}
