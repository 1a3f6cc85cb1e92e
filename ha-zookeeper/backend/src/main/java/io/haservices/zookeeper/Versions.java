package io.haservices.zookeeper;

import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import java.util.List;
import java.util.Optional;

/** Versions of entries: ZooKeeper has 32 bits for them, and takes -1 for "any". */
final class Versions {
    private Versions() {}

    /** The first key whose expected version no entry has ever. */
    static Optional<Key> firstImpossible(List<Guard> guards, List<Operation> operations) {
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
}
