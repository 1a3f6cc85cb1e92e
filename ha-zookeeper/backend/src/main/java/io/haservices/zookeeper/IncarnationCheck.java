package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads, before a commit is sent, whether its incarnation guards hold. The scope's deletion record is read first: if the
 * commit then finds it unchanged, no entry was deleted since, and so the incarnations are what was read. All in one go, in order.
 */
final class IncarnationCheck {
    private final CommitRequest commit;
    private final NextAttempt next;
    private final Handle handle;
    private final Layout layout;
    private final Scope scope;
    private final List<Guard.Incarnation> guards;
    // Only touched by the handle's event thread.
    private final Map<Key, Stat> nodes = new HashMap<>();
    private final Map<Key, Handle.Node> marks = new HashMap<>();
    private @Nullable Stat generation;
    private ReplyCode failure = ReplyCode.OK;

    IncarnationCheck(
            CommitRequest commit, NextAttempt next, Handle handle, Layout layout, Scope scope, List<Guard> guards) {
        this.commit = commit;
        this.next = next;
        this.handle = handle;
        this.layout = layout;
        this.scope = scope;
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
        handle.exists(layout.generation(scope), false, (code, stat) -> {
            note(code);
            generation = stat;
        });
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
        Stat recorded = generation;
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
        if (recorded == null) {
            next.createGeneration(handle);
        } else {
            commit.send(handle, recorded.getVersion());
        }
    }

    private boolean holds(Guard.Incarnation guard) {
        Stat node = nodes.get(guard.key());
        Handle.Node mark = marks.get(guard.key());
        return node != null && Mark.isEntry(node, mark) && Mark.incarnation(node, mark) == guard.incarnation();
    }
}
