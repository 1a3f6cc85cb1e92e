package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The entries of one cluster. Guarded by the service's lock. */
class Tree {
    private final NavigableMap<String, NavigableMap<String, Entry>> scopes = new TreeMap<>();

    Optional<Entry> get(Key key) {
        return Optional.ofNullable(entries(key.scope()).get(key.path()));
    }

    List<Entry> list(Prefix prefix) {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries(prefix.scope()).tailMap(prefix.path(), true).values()) {
            if (prefix.covers(entry.key())) {
                found.add(entry);
            } else if (!entry.key().path().startsWith(prefix.path())) {
                break;
            }
        }
        return List.copyOf(found);
    }

    List<Scope> scopes() {
        return scopes.keySet().stream().map(Scope::new).toList();
    }

    List<Entry> boundTo(String session) {
        return scopes.values().stream()
                .flatMap(entries -> entries.values().stream())
                .filter(entry -> entry.session().filter(session::equals).isPresent())
                .toList();
    }

    void put(Entry entry) {
        scopes.computeIfAbsent(entry.key().scope().segment(), segment -> new TreeMap<>())
                .put(entry.key().path(), entry);
    }

    void remove(Key key) {
        entries(key.scope()).remove(key.path());
    }

    private NavigableMap<String, Entry> entries(Scope scope) {
        return scopes.getOrDefault(scope.segment(), new TreeMap<>());
    }
}
