package io.haservices.zookeeper;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One reading of all that is at and beneath a prefix; one level of the tree after the other, each in one go. What vanishes
 * meanwhile is left out. Entries may be of different moments.
 */
final class Listing {
    private final Layout layout;
    private final Prefix prefix;
    private final ReadRequest<List<Entry>> request;
    private final Handle handle;
    private final AtomicInteger expected = new AtomicInteger(1);
    // Only touched by the handle's event thread, and read when no answer is expected any more.
    private final Map<String, Handle.Node> nodes = new HashMap<>();
    private final Map<String, Handle.Node> marks = new HashMap<>();
    private boolean failed;

    Listing(Layout layout, Prefix prefix, ReadRequest<List<Entry>> request, Handle handle) {
        this.layout = layout;
        this.prefix = prefix;
        this.request = request;
        this.handle = handle;
    }

    void run() {
        read(layout.node(prefix.scope(), prefix.path()));
        answered();
    }

    private void read(String path) {
        expected.incrementAndGet();
        handle.getData(path, false, (code, node) -> {
            if (accepts(code) && node != null) {
                nodes.put(path, node);
                if (node.stat().getNumChildren() > 0) {
                    readChildren(path);
                }
            }
            answered();
        });
    }

    private void readChildren(String path) {
        expected.incrementAndGet();
        handle.getChildren(path, false, (code, children) -> {
            if (accepts(code) && children != null) {
                for (String child : children) {
                    String childPath = path + "/" + child;
                    if (child.equals(Layout.MARK)) {
                        readMark(path);
                    } else if (layout.key(prefix.scope(), childPath).isPresent()) {
                        read(childPath);
                    }
                }
            }
            answered();
        });
    }

    /** The mark first, and then the node once more: at worst, the mark is too old to pass a guard. */
    private void readMark(String path) {
        expected.addAndGet(2);
        handle.getData(Layout.mark(path), false, (code, mark) -> {
            if (accepts(code) && mark != null) {
                marks.put(path, mark);
            }
            answered();
        });
        handle.getData(path, false, (code, node) -> {
            if (accepts(code)) {
                if (node == null) {
                    nodes.remove(path);
                } else {
                    nodes.put(path, node);
                }
            }
            answered();
        });
    }

    private boolean accepts(ReplyCode code) {
        // The first answer that is none repeats the whole reading, or ends it; the others must not do so again.
        failed = failed || !request.accepts(handle, code);
        return !failed;
    }

    private void answered() {
        if (expected.decrementAndGet() == 0 && !failed) {
            List<Entry> entries = new ArrayList<>();
            nodes.forEach((path, node) -> Entries.of(layout, prefix.scope(), path, node, marks.get(path))
                    .ifPresent(entries::add));
            entries.sort(Entries.BY_PATH);
            request.complete(List.copyOf(entries));
        }
    }
}
