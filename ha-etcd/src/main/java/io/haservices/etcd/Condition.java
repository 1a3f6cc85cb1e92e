package io.haservices.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareTarget;
import io.etcd.jetcd.api.KeyValue;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must hold of one entry: that the revision of its last change, or of its creation, is this one. Where no entry is, both are 0.
 *
 * @param creation which of the two
 */
record Condition(Key key, boolean creation, long revision) {
    private static final long ABSENT = 0;

    static List<Condition> of(List<Guard> guards, List<Operation> operations) {
        List<Condition> all = new ArrayList<>();
        guards.forEach(guard -> all.add(of(guard)));
        operations.forEach(operation -> of(operation).ifPresent(all::add));
        return all;
    }

    /** The first key that is to have an entry of a version or incarnation that none can have. */
    static Optional<Key> firstImpossible(List<Guard> guards, List<Operation> operations) {
        // Absence is never asked for but by a creation; for etcd, 0 would mean just that.
        Stream<Condition> onEntries = Stream.concat(
                guards.stream().map(Condition::of),
                operations.stream()
                        .filter(operation ->
                                operation instanceof Operation.Replace || operation instanceof Operation.Delete)
                        .flatMap(operation -> of(operation).stream()));
        return onEntries
                .filter(condition -> condition.revision <= ABSENT)
                .map(Condition::key)
                .findFirst();
    }

    Compare compare(ByteString name) {
        Compare.Builder compare = Compare.newBuilder().setKey(name).setResult(Compare.CompareResult.EQUAL);
        return creation
                ? compare.setTarget(CompareTarget.CREATE)
                        .setCreateRevision(revision)
                        .build()
                : compare.setTarget(CompareTarget.MOD).setModRevision(revision).build();
    }

    boolean holds(Optional<KeyValue> found) {
        long actual = found.map(kv -> creation ? kv.getCreateRevision() : kv.getModRevision())
                .orElse(ABSENT);
        return actual == revision;
    }

    private static Condition of(Guard guard) {
        if (guard instanceof Guard.Version version) {
            return new Condition(version.key(), false, version.version());
        }
        if (guard instanceof Guard.Incarnation incarnation) {
            return new Condition(incarnation.key(), true, incarnation.incarnation());
        }
        throw new IllegalArgumentException("unknown guard " + guard);
    }

    private static Optional<Condition> of(Operation operation) {
        if (operation instanceof Operation.Replace replace) {
            return Optional.of(new Condition(replace.key(), false, replace.version()));
        }
        if (operation instanceof Operation.Delete delete) {
            return Optional.of(new Condition(delete.key(), false, delete.version()));
        }
        if (operation instanceof Operation.TakeOver) {
            return Optional.empty();
        }
        return Optional.of(new Condition(operation.key(), true, ABSENT));
    }
}
