package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Scope;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nodes as entries. */
final class Entries {
    static final Comparator<Entry> BY_PATH =
            Comparator.comparing(entry -> entry.key().path());

    private Entries() {}

    /** Nothing when the node is only a parent, or not ours. */
    static Optional<Entry> of(Layout layout, Scope scope, String path, Handle.Node node, Handle.@Nullable Node mark) {
        if (!Mark.isEntry(node.stat(), mark)) {
            return Optional.empty();
        }
        return layout.key(scope, path)
                .map(key -> new Entry(
                        key,
                        node.value(),
                        node.stat().getVersion(),
                        Mark.incarnation(node.stat(), mark),
                        owner(node.stat())));
    }

    private static Optional<String> owner(Stat stat) {
        long owner = stat.getEphemeralOwner();
        return owner == 0 ? Optional.empty() : Optional.of(Handle.sessionId(owner));
    }
}
