package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.CreateMode;
import io.haservices.shaded.org.apache.zookeeper.Op;
import io.haservices.shaded.org.apache.zookeeper.OpResult;
import io.haservices.shaded.org.apache.zookeeper.data.ACL;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.values.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A commit as ZooKeeper operations. Guards come first, so that they see what was before the commit.
 *
 * <p>Parents are nodes without data. So a created entry may find its node there already, and a deleted one may have to leave its
 * node to its children; what was {@linkplain Found found} about such a key decides. In both cases a {@linkplain Mark mark} says
 * what the node is now, and since when.
 */
final class Transaction {
    private static final byte[] NOTHING = {};

    private final Layout layout;
    private final List<ACL> acl;
    private final Map<Key, Found> found;
    private final List<Step> steps = new ArrayList<>();

    private Transaction(Layout layout, List<ACL> acl, Map<Key, Found> found) {
        this.layout = layout;
        this.acl = acl;
        this.found = found;
    }

    /**
     * What an earlier attempt found at a key where the usual form of an operation does not fit.
     *
     * @param isThere whether there is a node
     * @param version of the node
     * @param children whether it has any, other than its mark
     * @param marked whether it has a mark
     */
    record Found(boolean isThere, int version, boolean children, boolean marked) {}

    /** @param generations the nodes of the deletion records of all guarded incarnations, each with the version at which these were read */
    static List<Step> steps(
            Layout layout,
            List<ACL> acl,
            Map<Key, Found> found,
            List<Guard> guards,
            List<Operation> operations,
            Map<String, Integer> generations) {
        Transaction transaction = new Transaction(layout, acl, found);
        generations.forEach((node, version) ->
                transaction.add(Op.check(node, version), operations.get(0).key(), Step.Role.GENERATION));
        guards.forEach(transaction::guard);
        operations.forEach(transaction::operation);
        transaction.recordDeletions(operations);
        return List.copyOf(transaction.steps);
    }

    /** The versions after the commit, from the results of its steps. */
    static Map<Key, Long> versions(List<Step> steps, List<OpResult> results) {
        Map<Key, Long> versions = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            switch (step.role()) {
                case CREATE, TAKE_OVER -> versions.put(step.key(), 0L);
                case REPLACE, FILL ->
                    versions.put(step.key(), (long)
                            ((OpResult.SetDataResult) results.get(i)).getStat().getVersion());
                default -> {}
            }
        }
        return versions;
    }

    /** The index of the step that made the transaction fail; -1 when no single one did, or the answer was lost. */
    static int firstFailure(@Nullable List<OpResult> results) {
        for (int i = 0; results != null && i < results.size(); i++) {
            ReplyCode code = code(results, i);
            if (code != ReplyCode.OK && code != ReplyCode.NOT_REACHED) {
                return i;
            }
        }
        return -1;
    }

    static ReplyCode code(@Nullable List<OpResult> results, int index) {
        return results != null && results.get(index) instanceof OpResult.ErrorResult error
                ? ReplyCode.of(error.getErr())
                : ReplyCode.OK;
    }

    private void recordDeletions(List<Operation> operations) {
        Set<String> recorded = new HashSet<>();
        for (Operation operation : operations) {
            String node = layout.generation(operation.key());
            if (operation instanceof Operation.Delete && recorded.add(node)) {
                add(Op.setData(node, NOTHING, -1), operation.key(), Step.Role.RECORD_DELETION);
            }
        }
    }

    private void guard(Guard guard) {
        String node = layout.node(guard.key());
        if (guard instanceof Guard.Version version) {
            add(Op.check(node, (int) version.version()), guard.key(), Step.Role.VERSION);
        } else {
            add(Op.check(node, -1), guard.key(), Step.Role.PRESENCE);
        }
    }

    private void operation(Operation operation) {
        Key key = operation.key();
        String node = layout.node(key);
        Found there = found.get(key);
        if (operation instanceof Operation.Create create) {
            create(key, node, create.value(), there);
        } else if (operation instanceof Operation.CreateBound bound) {
            if (there != null) {
                removeMark(key, there);
                add(Op.delete(node, there.version()), key, Step.Role.AS_FOUND);
            }
            add(Op.create(node, bound.value().toArray(), acl, CreateMode.EPHEMERAL), key, Step.Role.CREATE);
        } else if (operation instanceof Operation.Replace replace) {
            add(setData(node, replace.value(), replace.version()), key, Step.Role.REPLACE);
        } else if (operation instanceof Operation.Delete delete) {
            delete(key, node, (int) delete.version(), there);
        } else if (operation instanceof Operation.TakeOver takeOver) {
            if (there == null || there.isThere()) {
                add(Op.delete(node, -1), key, Step.Role.MAKE_WAY);
            }
            add(Op.create(node, takeOver.value().toArray(), acl, CreateMode.EPHEMERAL), key, Step.Role.TAKE_OVER);
        }
    }

    private void create(Key key, String node, Bytes value, @Nullable Found there) {
        if (there == null) {
            add(Op.create(node, value.toArray(), acl, CreateMode.PERSISTENT), key, Step.Role.CREATE);
            return;
        }
        add(setData(node, value, there.version()), key, Step.Role.FILL);
        mark(key, there, Mark.ENTRY);
    }

    private void delete(Key key, String node, int version, @Nullable Found there) {
        if (there == null) {
            add(Op.delete(node, version), key, Step.Role.DELETE);
            return;
        }
        if (there.children()) {
            add(Op.setData(node, NOTHING, version), key, Step.Role.DELETE);
            mark(key, there, Mark.PARENT);
        } else {
            removeMark(key, there);
            add(Op.delete(node, version), key, Step.Role.DELETE);
        }
    }

    private void mark(Key key, Found there, Mark mark) {
        removeMark(key, there);
        add(Op.create(layout.mark(key), mark.data(), acl, CreateMode.PERSISTENT), key, Step.Role.AS_FOUND);
    }

    private void removeMark(Key key, Found there) {
        if (there.marked()) {
            add(Op.delete(layout.mark(key), -1), key, Step.Role.AS_FOUND);
        }
    }

    private static Op setData(String node, Bytes value, long version) {
        return Op.setData(node, value.toArray(), (int) version);
    }

    private void add(Op op, Key key, Step.Role role) {
        steps.add(new Step(op, key, role));
    }
}
