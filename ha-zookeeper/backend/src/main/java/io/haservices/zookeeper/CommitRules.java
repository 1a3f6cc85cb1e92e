package io.haservices.zookeeper;

import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.Bytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a commit must be like (CO-10). */
final class CommitRules {
    private final Scope scope;

    private CommitRules(Scope scope) {
        this.scope = scope;
    }

    /** @throws IllegalArgumentException with the first rule that is broken */
    static void check(Scope scope, List<Guard> guards, List<Operation> operations) {
        new CommitRules(scope).check(guards, operations);
    }

    static Optional<Bytes> value(Operation operation) {
        if (operation instanceof Operation.Create create) {
            return Optional.of(create.value());
        } else if (operation instanceof Operation.CreateBound bound) {
            return Optional.of(bound.value());
        } else if (operation instanceof Operation.Replace replace) {
            return Optional.of(replace.value());
        } else if (operation instanceof Operation.TakeOver takeOver) {
            return Optional.of(takeOver.value());
        }
        return Optional.empty();
    }

    /** The session that an operation binds its entry to. */
    static Optional<String> session(Operation operation) {
        if (operation instanceof Operation.CreateBound bound) {
            return Optional.of(bound.session());
        } else if (operation instanceof Operation.TakeOver takeOver) {
            return Optional.of(takeOver.session());
        }
        return Optional.empty();
    }

    /** The first key whose expected version no entry has ever; ZooKeeper would take -1 for "any". */
    static Optional<Key> impossibleVersion(List<Guard> guards, List<Operation> operations) {
        for (Guard guard : guards) {
            if (guard instanceof Guard.Version version && isImpossible(version.version())) {
                return Optional.of(guard.key());
            }
        }
        for (Operation operation : operations) {
            boolean impossible = (operation instanceof Operation.Replace replace && isImpossible(replace.version()))
                    || (operation instanceof Operation.Delete delete && isImpossible(delete.version()));
            if (impossible) {
                return Optional.of(operation.key());
            }
        }
        return Optional.empty();
    }

    private static boolean isImpossible(long version) {
        return version < 0 || version > Integer.MAX_VALUE;
    }

    private void check(List<Guard> guards, List<Operation> operations) {
        require(!operations.isEmpty(), "it has no operation");
        Map<Key, Operation> written = new HashMap<>();
        long bytes = 0;
        for (Operation operation : operations) {
            Key key = operation.key();
            requireScope(key);
            require(written.put(key, operation) == null, "it names " + key + " twice");
            Optional<Bytes> value = value(operation);
            require(value.isEmpty() || value.get().length() > 0, "the value of " + key + " is empty");
            bytes += value.map(Bytes::length).orElse(0);
        }
        Set<Key> guarded = new HashSet<>();
        for (Guard guard : guards) {
            Key key = guard.key();
            requireScope(key);
            require(guarded.add(key) && mayAccompany(guard, written.get(key)), "it names " + key + " twice");
        }
        guarded.addAll(written.keySet());
        require(guarded.size() <= Coordination.MAX_KEYS, "it names " + guarded.size() + " keys");
        require(bytes <= Coordination.MAX_BYTES, "its values have " + bytes + " bytes");
    }

    private static boolean mayAccompany(Guard guard, @Nullable Operation written) {
        return written == null
                || (guard instanceof Guard.Incarnation
                        && (written instanceof Operation.Replace || written instanceof Operation.Delete));
    }

    private void requireScope(Key key) {
        require(key.scope().equals(scope), key + " is in another scope");
    }

    private void require(boolean kept, String seen) {
        if (!kept) {
            throw new IllegalArgumentException("commit in " + scope + " refused: " + seen + ". A commit has 1 to "
                    + Coordination.MAX_KEYS + " keys of its scope, each named once, and values of at least one byte and"
                    + " together at most " + Coordination.MAX_BYTES + ".");
        }
    }
}
