package io.haservices.core.simulation;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.values.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All entries at one moment. */
record Image(long revision, NavigableMap<String, Entry> entries) {
    static final Image EMPTY = new Image(0, new TreeMap<>());

    Optional<Entry> get(Key key) {
        return Optional.ofNullable(entries.get(key.toString()));
    }

    List<Entry> list(Prefix prefix) {
        return entries.values().stream()
                .filter(entry -> prefix.covers(entry.key()))
                .toList();
    }

    List<Entry> boundTo(String session) {
        return entries.values().stream()
                .filter(entry -> entry.session().filter(session::equals).isPresent())
                .toList();
    }

    /** The keys whose conditions do not hold. */
    List<Key> refused(List<Guard> guards, List<Operation> operations) {
        List<Key> refused = new ArrayList<>();
        guards.stream()
                .filter(guard ->
                        !get(guard.key()).filter(entry -> holds(guard, entry)).isPresent())
                .forEach(guard -> refused.add(guard.key()));
        operations.stream()
                .filter(operation -> !mayBeDone(operation, get(operation.key())))
                .forEach(operation -> refused.add(operation.key()));
        return refused;
    }

    private static boolean holds(Guard guard, Entry entry) {
        return guard instanceof Guard.Version version
                ? entry.version() == version.version()
                : entry.incarnation() == ((Guard.Incarnation) guard).incarnation();
    }

    private static boolean mayBeDone(Operation operation, Optional<Entry> entry) {
        if (operation instanceof Operation.Replace replace) {
            return entry.filter(found -> found.version() == replace.version()).isPresent();
        }
        if (operation instanceof Operation.Delete delete) {
            return entry.filter(found -> found.version() == delete.version()).isPresent();
        }
        return operation instanceof Operation.TakeOver || entry.isEmpty();
    }

    /** After these, whose conditions hold. */
    Image with(List<Operation> operations) {
        NavigableMap<String, Entry> next = new TreeMap<>(entries);
        for (Operation operation : operations) {
            Key key = operation.key();
            Optional<Bytes> value = operation.newValue();
            if (value.isEmpty()) {
                next.remove(key.toString());
            } else if (operation instanceof Operation.Replace) {
                next.computeIfPresent(
                        key.toString(),
                        (path, old) ->
                                new Entry(key, value.get(), old.version() + 1, old.incarnation(), old.session()));
            } else {
                // As harsh as ZooKeeper: versions begin anew.
                next.put(key.toString(), new Entry(key, value.get(), 0, revision + 1, operation.boundTo()));
            }
        }
        return new Image(revision + 1, next);
    }

    Image without(List<Entry> gone) {
        NavigableMap<String, Entry> next = new TreeMap<>(entries);
        gone.forEach(entry -> next.remove(entry.key().toString()));
        return new Image(revision + 1, next);
    }
}
