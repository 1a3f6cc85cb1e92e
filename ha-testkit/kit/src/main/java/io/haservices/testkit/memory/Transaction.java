package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.CommitRules;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The arguments of a commit. */
record Transaction(Scope scope, List<Guard> guards, List<Operation> operations) {
    Transaction {
        guards = List.copyOf(guards);
        operations = List.copyOf(operations);
    }

    void check() {
        CommitRules.check(scope, guards, operations);
    }

    void checkCapabilities(Set<Capability> declared) {
        CommitRules.checkCapabilities(declared, guards, operations);
    }

    /** The sessions that entries are to be bound to. */
    Stream<String> sessions() {
        return operations.stream().flatMap(operation -> operation.boundTo().stream());
    }
}
