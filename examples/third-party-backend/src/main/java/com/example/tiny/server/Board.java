package com.example.tiny.server;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The entries of one cluster. One number, the revision, is raised by every change; it is the version of what was changed and the
 * incarnation of what was created, so both only grow. Not safe for threads.
 */
final class Board {
    private final NavigableMap<String, NavigableMap<String, Entry>> scopes = new TreeMap<>();
    private long revision;

    /** @param revision above all that any server before this one has used */
    Board(long revision) {
        this.revision = revision;
    }

    long revision() {
        return revision;
    }

    List<String> scopes() {
        return List.copyOf(scopes.keySet());
    }

    List<Entry> list(Prefix prefix) {
        return entries(prefix.scope().segment()).values().stream()
                .filter(entry -> prefix.covers(entry.key()))
                .toList();
    }

    /** All or nothing: first every condition, then every change. */
    Commit commit(List<Guard> guards, List<Operation> operations, Sessions sessions) {
        boolean late = operations.stream()
                .flatMap(operation -> operation.boundTo().stream())
                .anyMatch(session -> !sessions.isAlive(session));
        if (late) {
            return new Commit.NotApplied(new UnavailableException("the session that a commit names has ended."));
        }
        for (Guard guard : guards) {
            if (find(guard.key()).filter(entry -> holds(guard, entry)).isEmpty()) {
                return new Commit.GuardFailed(guard.key());
            }
        }
        for (Operation operation : operations) {
            if (!isPossible(operation, find(operation.key()))) {
                return new Commit.GuardFailed(operation.key());
            }
        }
        revision++;
        Map<Key, Long> versions = new HashMap<>();
        for (Operation operation : operations) {
            apply(operation).ifPresent(entry -> versions.put(entry.key(), entry.version()));
        }
        return new Commit.Committed(versions);
    }

    /** Removes what is bound to a session that has ended; returns whether there was anything. */
    boolean unbind(String session) {
        List<Key> bound = new ArrayList<>();
        scopes.values()
                .forEach(entries -> entries.values().stream()
                        .filter(entry -> entry.session().equals(Optional.of(session)))
                        .forEach(entry -> bound.add(entry.key())));
        if (!bound.isEmpty()) {
            revision++;
            bound.forEach(this::remove);
        }
        return !bound.isEmpty();
    }

    private static boolean holds(Guard guard, Entry entry) {
        return guard instanceof Guard.Version version
                ? entry.version() == version.version()
                : entry.session().isEmpty() && entry.incarnation() == ((Guard.Incarnation) guard).incarnation();
    }

    private static boolean isPossible(Operation operation, Optional<Entry> found) {
        if (operation instanceof Operation.Replace replace) {
            return found.filter(entry -> entry.version() == replace.version()).isPresent();
        } else if (operation instanceof Operation.Delete delete) {
            return found.filter(entry -> entry.version() == delete.version()).isPresent();
        }
        return operation instanceof Operation.TakeOver || found.isEmpty();
    }

    private Optional<Entry> apply(Operation operation) {
        Key key = operation.key();
        Optional<Entry> before = find(key);
        if (operation instanceof Operation.Delete) {
            remove(key);
            return Optional.empty();
        }
        // A replacement leaves the owner; everything else says who it is (CO-08).
        Optional<String> session =
                operation instanceof Operation.Replace ? before.flatMap(Entry::session) : operation.boundTo();
        Entry entry = new Entry(
                key,
                operation.newValue().orElseThrow(),
                revision,
                before.map(Entry::incarnation).orElse(revision),
                session);
        scopes.computeIfAbsent(key.scope().segment(), any -> new TreeMap<>()).put(key.path(), entry);
        return Optional.of(entry);
    }

    private void remove(Key key) {
        entries(key.scope().segment()).remove(key.path());
    }

    private Optional<Entry> find(Key key) {
        return Optional.ofNullable(entries(key.scope().segment()).get(key.path()));
    }

    private NavigableMap<String, Entry> entries(String scope) {
        return scopes.getOrDefault(scope, new TreeMap<>());
    }
}
