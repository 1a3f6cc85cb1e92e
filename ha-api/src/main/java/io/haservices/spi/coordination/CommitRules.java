package io.haservices.spi.coordination;

import io.haservices.errors.UnsupportedCapabilityException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the arguments of {@link Coordination#commit} must be like (CO-10, CO-19), for backends: each has to refuse at once, and
 * with the same words, what breaks a rule. Neither method blocks, and both may be called from any thread.
 */
public final class CommitRules {
    private final Scope scope;

    private CommitRules(Scope scope) {
        this.scope = scope;
    }

    /**
     * Checks number, scope and distinctness of the keys, and the sizes of the values (CO-10).
     *
     * @throws IllegalArgumentException with the first rule that is broken
     */
    public static void check(Scope scope, List<Guard> guards, List<Operation> operations) {
        new CommitRules(scope).check(guards, operations);
    }

    /**
     * Checks that the backend has declared what the commit needs (CO-19).
     *
     * @param declared the backend's capabilities
     * @throws UnsupportedCapabilityException naming the one that is missing
     */
    public static void checkCapabilities(Set<Capability> declared, List<Guard> guards, List<Operation> operations) {
        boolean takesOver = operations.stream().anyMatch(Operation.TakeOver.class::isInstance);
        boolean guardsIncarnations = guards.stream().anyMatch(Guard.Incarnation.class::isInstance);
        requireCapability(declared, takesOver, Capability.TAKE_OVER);
        requireCapability(declared, guardsIncarnations, Capability.INCARNATION_GUARD);
    }

    private void check(List<Guard> guards, List<Operation> operations) {
        require(!operations.isEmpty(), "it has no operation");
        Map<Key, Operation> written = new HashMap<>();
        long bytes = 0;
        for (Operation operation : operations) {
            Key key = operation.key();
            requireScope(key);
            require(written.put(key, operation) == null, "it names the key " + key + " twice");
            int length = operation.newValue().map(value -> value.length()).orElse(-1);
            require(length != 0, "the value for " + key + " is empty");
            bytes += Math.max(0, length);
        }
        Set<Key> keys = new HashSet<>();
        for (Guard guard : guards) {
            Key key = guard.key();
            requireScope(key);
            require(keys.add(key) && mayAccompany(guard, written.get(key)), "it names the key " + key + " twice");
        }
        keys.addAll(written.keySet());
        require(keys.size() <= Coordination.MAX_KEYS, "it names " + keys.size() + " keys");
        require(bytes <= Coordination.MAX_BYTES, "its values have " + bytes + " bytes");
    }

    private static boolean mayAccompany(Guard guard, @Nullable Operation written) {
        return written == null
                || (guard instanceof Guard.Incarnation
                        && (written instanceof Operation.Replace || written instanceof Operation.Delete));
    }

    private static void requireCapability(Set<Capability> declared, boolean needed, Capability capability) {
        if (needed && !declared.contains(capability)) {
            throw new UnsupportedCapabilityException("a commit needs " + capability
                    + ", which this service does not have. Look at capabilities() before using it.");
        }
    }

    private void requireScope(Key key) {
        require(key.scope().equals(scope), "the key " + key + " belongs to another scope");
    }

    private void require(boolean kept, String seen) {
        if (!kept) {
            throw new IllegalArgumentException("a commit in scope " + scope + " is refused: " + seen
                    + ". Allowed are 1 to " + Coordination.MAX_KEYS
                    + " keys of that scope, each named once, with values of together at most " + Coordination.MAX_BYTES
                    + " bytes, none of them empty");
        }
    }
}
