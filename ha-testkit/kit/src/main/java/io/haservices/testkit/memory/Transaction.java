package io.haservices.testkit.memory;

import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.Bytes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The arguments of a commit, and what is wrong with them (CO-10). */
record Transaction(Scope scope, List<Guard> guards, List<Operation> operations) {
    Transaction {
        guards = List.copyOf(guards);
        operations = List.copyOf(operations);
    }

    void check() {
        refuseIf(operations.isEmpty(), "it has no operation");
        Set<Key> written = new HashSet<>();
        long bytes = 0;
        for (Operation operation : operations) {
            checkScope(operation.key());
            refuseIf(!written.add(operation.key()), "it names the key " + operation.key() + " twice");
            Optional<Bytes> value = value(operation);
            refuseIf(value.isPresent() && value.get().length() == 0, "the value for " + operation.key() + " is empty");
            bytes += value.map(Bytes::length).orElse(0);
        }
        Set<Key> all = new HashSet<>(written);
        Set<Key> guarded = new HashSet<>();
        for (Guard guard : guards) {
            checkScope(guard.key());
            boolean allowed = !written.contains(guard.key()) || accompanies(guard);
            refuseIf(!guarded.add(guard.key()) || !allowed, "it names the key " + guard.key() + " twice");
            all.add(guard.key());
        }
        refuseIf(all.size() > Coordination.MAX_KEYS, "it names " + all.size() + " keys");
        refuseIf(bytes > Coordination.MAX_BYTES, "its values have " + bytes + " bytes");
    }

    void checkCapabilities(Set<Capability> declared) {
        boolean takesOver = operations.stream().anyMatch(Operation.TakeOver.class::isInstance);
        boolean guardsIncarnations = guards.stream().anyMatch(Guard.Incarnation.class::isInstance);
        checkCapability(declared, takesOver, Capability.TAKE_OVER);
        checkCapability(declared, guardsIncarnations, Capability.INCARNATION_GUARD);
    }

    /** The sessions that entries are to be bound to. */
    Stream<String> sessions() {
        return operations.stream().flatMap(operation -> session(operation).stream());
    }

    static Optional<Bytes> value(Operation operation) {
        if (operation instanceof Operation.Create create) {
            return Optional.of(create.value());
        } else if (operation instanceof Operation.CreateBound create) {
            return Optional.of(create.value());
        } else if (operation instanceof Operation.Replace replace) {
            return Optional.of(replace.value());
        } else if (operation instanceof Operation.TakeOver takeOver) {
            return Optional.of(takeOver.value());
        }
        return Optional.empty();
    }

    /** The session that the operation binds an entry to, if it does. */
    static Optional<String> session(Operation operation) {
        if (operation instanceof Operation.CreateBound create) {
            return Optional.of(create.session());
        } else if (operation instanceof Operation.TakeOver takeOver) {
            return Optional.of(takeOver.session());
        }
        return Optional.empty();
    }

    private boolean accompanies(Guard guard) {
        return guard instanceof Guard.Incarnation
                && operations.stream()
                        .filter(operation -> operation.key().equals(guard.key()))
                        .allMatch(operation ->
                                operation instanceof Operation.Replace || operation instanceof Operation.Delete);
    }

    private static void checkCapability(Set<Capability> declared, boolean needed, Capability capability) {
        if (needed && !declared.contains(capability)) {
            throw new UnsupportedCapabilityException("a commit needs " + capability
                    + ", which this in-memory service was set up without. Look at capabilities() before using it.");
        }
    }

    private void checkScope(Key key) {
        refuseIf(!key.scope().equals(scope), "the key " + key + " belongs to another scope");
    }

    private void refuseIf(boolean wrong, String seen) {
        if (wrong) {
            throw new IllegalArgumentException("a commit in scope " + scope + " is refused: " + seen
                    + ". Allowed are 1 to "
                    + Coordination.MAX_KEYS + " keys of that scope, each named once, with values of together at most "
                    + Coordination.MAX_BYTES + " bytes, none of them empty");
        }
    }
}
