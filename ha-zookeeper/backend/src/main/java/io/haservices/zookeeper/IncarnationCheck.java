package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads, before a commit is sent, whether its incarnation guards hold. The deletion records are read first: if the commit then finds
 * them unchanged, none of the entries was deleted since, and so the incarnations are what was read. All in one go, in order.
 */
final class IncarnationCheck {
    private final CommitRequest commit;
    private final NextAttempt next;
    private final Handle handle;
    private final Layout layout;
    private final List<Guard.Incarnation> guards;
    // Only touched by the handle's event thread.
    private final Map<Key, Stat> nodes = new HashMap<>();
    private final Map<Key, Handle.Node> marks = new HashMap<>();
    /** The versions of deletion records. */
    private final Map<String, Integer> generations = new HashMap<>();

    private ReplyCode failure = ReplyCode.OK;

    IncarnationCheck(CommitRequest commit, NextAttempt next, Handle handle, Layout layout, List<Guard> guards) {
        this.commit = commit;
        this.next = next;
        this.handle = handle;
        this.layout = layout;
        this.guards = guards.stream()
                .filter(Guard.Incarnation.class::isInstance)
                .map(Guard.Incarnation.class::cast)
                .toList();
    }

    void run() {
        read(false);
    }

    private void read(boolean upToDate) {
        nodes.clear();
        marks.clear();
        generations.clear();
        for (String node : records()) {
            handle.exists(node, false, (code, stat) -> {
                note(code);
                if (stat != null) {
                    generations.put(node, stat.getVersion());
                }
            });
        }
        for (Guard guard : guards) {
            handle.getData(layout.mark(guard.key()), false, (code, mark) -> note(code, guard.key(), mark, marks));
            handle.exists(layout.node(guard.key()), false, (code, stat) -> {
                note(code, guard.key(), stat, nodes);
                if (guard == guards.get(guards.size() - 1)) {
                    decide(upToDate);
                }
            });
        }
    }

    private Set<String> records() {
        return guards.stream().map(guard -> layout.generation(guard.key())).collect(Collectors.toSet());
    }

    private <T> void note(ReplyCode code, Key key, @Nullable T seen, Map<Key, T> where) {
        note(code);
        if (seen != null) {
            where.put(key, seen);
        }
    }

    private void note(ReplyCode code) {
        if (code != ReplyCode.OK && code != ReplyCode.NO_NODE) {
            failure = code;
        }
    }

    private void decide(boolean upToDate) {
        if (failure != ReplyCode.OK) {
            commit.again(failure);
            return;
        }
        for (Guard.Incarnation guard : guards) {
            if (!holds(guard)) {
                if (upToDate) {
                    commit.guardFailed(guard.key());
                } else {
                    // The caller may have learned of this incarnation from somebody who is ahead of the server asked
                    // here.
                    handle.sync(layout.scopes());
                    read(true);
                }
                return;
            }
        }
        Optional<String> missing = records().stream()
                .filter(node -> !generations.containsKey(node))
                .findFirst();
        if (missing.isPresent()) {
            next.createGeneration(handle, missing.get());
        } else {
            commit.send(handle, generations);
        }
    }

    private boolean holds(Guard.Incarnation guard) {
        Stat node = nodes.get(guard.key());
        Handle.Node mark = marks.get(guard.key());
        return node != null && Mark.isEntry(node, mark) && Mark.incarnation(node, mark) == guard.incarnation();
    }
}
