package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.values.Bytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checks the conditions of a commit and carries it out. Guarded by the service's lock. */
class Engine {
    private long revision;

    /** Grows with every change of any entry. */
    long revision() {
        return revision;
    }

    Commit commit(Tree tree, Transaction transaction) {
        for (Guard guard : transaction.guards()) {
            if (!holds(guard, tree.get(guard.key()))) {
                return new Commit.GuardFailed(guard.key());
            }
        }
        for (Operation operation : transaction.operations()) {
            if (!mayBeDone(operation, tree.get(operation.key()))) {
                return new Commit.GuardFailed(operation.key());
            }
        }
        revision++;
        Map<Key, Long> versions = new HashMap<>();
        for (Operation operation : transaction.operations()) {
            perform(tree, operation);
            tree.get(operation.key()).ifPresent(entry -> versions.put(entry.key(), entry.version()));
        }
        return new Commit.Committed(versions);
    }

    /** Removes what is bound to a session that has ended. */
    void unbind(Tree tree, String session) {
        revision++;
        tree.boundTo(session).forEach(entry -> tree.remove(entry.key()));
    }

    boolean holds(Guard guard, Optional<Entry> entry) {
        if (guard instanceof Guard.Version version) {
            return entry.filter(found -> found.version() == version.version()).isPresent();
        }
        long incarnation = ((Guard.Incarnation) guard).incarnation();
        return entry.filter(found -> found.incarnation() == incarnation).isPresent();
    }

    boolean mayBeDone(Operation operation, Optional<Entry> entry) {
        if (operation instanceof Operation.Replace replace) {
            return entry.filter(found -> found.version() == replace.version()).isPresent();
        } else if (operation instanceof Operation.Delete delete) {
            return entry.filter(found -> found.version() == delete.version()).isPresent();
        }
        return operation instanceof Operation.TakeOver || entry.isEmpty();
    }

    void perform(Tree tree, Operation operation) {
        Optional<Bytes> value = operation.newValue();
        if (value.isEmpty()) {
            tree.remove(operation.key());
        } else if (operation instanceof Operation.Replace) {
            tree.get(operation.key()).ifPresent(old -> tree.put(replaced(old, value.get())));
        } else {
            tree.put(created(operation.key(), value.get(), operation.boundTo()));
        }
    }

    Entry replaced(Entry old, Bytes value) {
        return new Entry(old.key(), value, old.version() + 1, old.incarnation(), old.session());
    }

    // As harsh as ZooKeeper: versions begin anew, so whoever relies on them across a deletion is found out.
    Entry created(Key key, Bytes value, Optional<String> session) {
        return new Entry(key, value, 0, revision, session);
    }
}
