package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.shaded.org.apache.zookeeper.WatchedEvent;
import io.haservices.shaded.org.apache.zookeeper.Watcher.Event.EventType;
import io.haservices.shaded.org.apache.zookeeper.data.Stat;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.WatchListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is at and beneath one prefix, kept up to date by ZooKeeper's one-time watches. All on the loop.
 *
 * <p>ZooKeeper delivers the event of a change before any answer that shows a later state. So when no read is under way and no event
 * is waiting, all that was read belongs together: that, and nothing else, is told. On every connection everything is read anew.
 */
final class WatchTree {
    /** A tree that changes faster than it can be read is told as it is after so long, although its parts may be of different moments. */
    private static final long MOST_PATIENCE = Duration.ofSeconds(1).toNanos();

    private final Watches watches;
    private final Loop loop;
    private final Layout layout;
    private final Prefix prefix;
    private final SerialDelivery<Consumer<WatchListener>> delivery;
    private final Backoff backoff;
    private final String root;
    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private @Nullable Handle handle;
    /** Answers to reads of an earlier round are of no interest. */
    private int round;

    private int reads;
    private int failures;
    private boolean broken;
    private @Nullable List<Entry> told;
    private Loop.@Nullable Timer impatience;

    WatchTree(
            Watches watches,
            Loop loop,
            Layout layout,
            Prefix prefix,
            SerialDelivery<Consumer<WatchListener>> delivery,
            Backoff backoff) {
        this.watches = watches;
        this.loop = loop;
        this.layout = layout;
        this.prefix = prefix;
        this.delivery = delivery;
        this.backoff = backoff;
        this.root = layout.node(prefix.scope(), prefix.path());
    }

    private static final class Node {
        private Handle.@Nullable Node content;
        private boolean listed;
    }

    /** Reads everything, on a new connection or because a read failed. */
    void restart(Handle on) {
        forget();
        handle = on;
        broken = false;
        told = null;
        read(root);
    }

    void changed(WatchedEvent event) {
        String path = event.getPath();
        if (broken || handle == null) {
            return;
        }
        if (event.getType() == EventType.NodeChildrenChanged) {
            readChildren(path);
        } else if (event.getType() == EventType.NodeDataChanged) {
            readData(path);
        } else if (event.getType() == EventType.NodeDeleted && path.equals(root) && !watches.isTakenOver(root)) {
            awaitRoot();
        } else {
            // Created or deleted: also the watch on its children is gone.
            read(path);
        }
    }

    void fail(HaException cause) {
        watches.remove(this);
        delivery.tellLast(listener -> listener.onFailure(cause));
    }

    /** Also ends the round: nothing that it asked or that waits for its answers goes on. */
    void forget() {
        round++;
        reads = 0;
        nodes.keySet().forEach(path -> watches.unfollow(path, this));
        nodes.clear();
        Loop.Timer.stop(impatience);
        impatience = null;
        handle = null;
    }

    private void read(String path) {
        Node node = nodes.get(path);
        if (node == null) {
            nodes.put(path, new Node());
            watches.follow(path, this);
        } else {
            node.listed = false;
        }
        readData(path);
    }

    /**
     * The only watch that also waits for something that is not there, nor are its parents. What was known of the root stays until the
     * answer says that it is gone: its deletion and its next creation may have been one commit.
     */
    private void awaitRoot() {
        Handle on = handle;
        if (on != null) {
            on.exists(root, true, this.<Stat>expecting((code, stat) -> {
                if (stat == null) {
                    dropRoot();
                } else {
                    // Created meanwhile, of which no event comes.
                    read(root);
                }
            }));
        }
    }

    /** It is known no more, and followed still. */
    private void dropRoot() {
        drop(root);
        nodes.put(root, new Node());
        watches.follow(root, this);
    }

    private void readData(String path) {
        Handle on = handle;
        if (on != null) {
            on.getData(path, true, this.<Handle.Node>expecting((code, content) -> data(path, content)));
        }
    }

    private void readChildren(String path) {
        Handle on = handle;
        if (on != null) {
            on.getChildren(path, true, this.<List<String>>expecting((code, children) -> children(path, children)));
        }
    }

    private void data(String path, Handle.@Nullable Node content) {
        Node node = nodes.get(path);
        if (node == null) {
            return;
        }
        if (content == null) {
            if (path.equals(root)) {
                dropRoot();
                awaitRoot();
            } else {
                drop(path);
            }
            return;
        }
        node.content = content;
        if (!node.listed && content.stat().getEphemeralOwner() == 0) {
            node.listed = true;
            readChildren(path);
        }
    }

    private void children(String path, @Nullable List<String> children) {
        if (children == null || !nodes.containsKey(path)) {
            // Deleted: the event of that is on its way.
            return;
        }
        Set<String> present = new HashSet<>();
        for (String child : children) {
            String childPath = path + "/" + child;
            if (child.equals(Layout.MARK)
                    || layout.key(prefix.scope(), childPath).isPresent()) {
                present.add(childPath);
            }
        }
        for (String known : childrenKnown(path)) {
            if (!present.contains(known)) {
                drop(known);
            }
        }
        present.stream().filter(child -> !nodes.containsKey(child)).forEach(this::read);
    }

    private List<String> childrenKnown(String path) {
        return beneath(path).keySet().stream()
                .filter(known -> known.indexOf('/', path.length() + 1) < 0)
                .toList();
    }

    private void drop(String path) {
        List<String> gone = new ArrayList<>(beneath(path).keySet());
        gone.add(path);
        for (String node : gone) {
            nodes.remove(node);
            watches.unfollow(node, this);
        }
    }

    private SortedMap<String, Node> beneath(String path) {
        // '0' is the character behind '/'.
        return nodes.subMap(path + "/", path + "0");
    }

    /** A reply on the loop, of this round, that succeeded or found nothing. */
    private <T> Handle.Reply<T> expecting(Handle.Reply<T> then) {
        int asked = round;
        if (reads++ == 0) {
            // That of the answer which asks further is still set.
            Loop.Timer.stop(impatience);
            impatience = loop.schedule(() -> tellAnyway(asked), MOST_PATIENCE);
        }
        return (code, value) -> loop.execute(() -> {
            if (asked == round && handle != null) {
                reads--;
                if (code == ReplyCode.OK || code == ReplyCode.NO_NODE) {
                    then.on(code, value);
                } else {
                    readFailed(code);
                }
                if (reads == 0) {
                    Loop.Timer.stop(impatience);
                    tell();
                }
            }
        });
    }

    private void readFailed(ReplyCode code) {
        if (code.isRefusal()) {
            fail(Refusals.of("watch on " + root, code));
            return;
        }
        if (!broken) {
            broken = true;
            int failed = round;
            Handle on = handle;
            // A lost connection starts a new round by itself when there is one again; this is for everything else.
            Loop.Timer unused = loop.schedule(
                    () -> {
                        if (on != null && failed == round && broken) {
                            restart(on);
                        }
                    },
                    backoff.nanos(failures++));
        }
    }

    private void tellAnyway(int asked) {
        if (asked == round && reads > 0) {
            tell();
            impatience = loop.schedule(() -> tellAnyway(asked), MOST_PATIENCE);
        }
    }

    private void tell() {
        Handle on = handle;
        if (broken || on == null || !on.isSynced()) {
            return;
        }
        failures = 0;
        List<Entry> entries = entries();
        if (!entries.equals(told)) {
            told = entries;
            delivery.tell(listener -> listener.onState(entries));
        }
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        nodes.forEach((path, node) -> {
            if (node.content != null) {
                Node mark = nodes.get(Layout.mark(path));
                Optional<Entry> entry =
                        Entries.of(layout, prefix.scope(), path, node.content, mark == null ? null : mark.content);
                entry.ifPresent(entries::add);
            }
        });
        entries.sort(Entries.BY_PATH);
        return List.copyOf(entries);
    }
}
