package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.shaded.org.apache.zookeeper.WatchedEvent;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.WatchListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All watches of one client: tells each of the events of its nodes. On the loop, but for {@link #watch}. */
final class Watches {
    private final Threads threads;
    private final Layout layout;
    private final Backoff backoff;
    private final Set<WatchTree> trees = new HashSet<>();
    private final Map<String, Set<WatchTree>> interested = new HashMap<>();
    /** Nodes that commits of this client are about to take over, and how many of them. */
    private final Map<String, Integer> takenOver = new HashMap<>();

    private @Nullable Handle handle;
    private @Nullable HaException ended;

    Watches(Threads threads, Layout layout, Backoff backoff) {
        this.threads = threads;
        this.layout = layout;
        this.backoff = backoff;
    }

    Registration watch(Prefix prefix, WatchListener listener) {
        // The tree and its delivery know each other; it is on the loop that either is used for the first time.
        WatchTree[] tree = new WatchTree[1];
        SerialDelivery<Consumer<WatchListener>> delivery = new SerialDelivery<>(
                threads.watches,
                true,
                news -> news.accept(listener),
                () -> threads.loop.execute(() -> remove(tree[0])));
        tree[0] = new WatchTree(this, threads.loop, layout, prefix, delivery, backoff);
        threads.loop.execute(() -> add(tree[0]));
        return delivery;
    }

    void connected(Handle to) {
        handle = to;
        List.copyOf(trees).forEach(tree -> tree.restart(to));
    }

    void changed(Handle of, WatchedEvent event) {
        if (of == handle) {
            Set<WatchTree> concerned = interested.get(event.getPath());
            if (concerned != null) {
                List.copyOf(concerned).forEach(tree -> tree.changed(event));
            }
        }
    }

    void end(HaException cause) {
        ended = cause;
        handle = null;
        List.copyOf(trees).forEach(tree -> tree.fail(cause));
    }

    /** This tree wants the events of this node. */
    void follow(String node, WatchTree tree) {
        interested.computeIfAbsent(node, n -> new HashSet<>()).add(tree);
    }

    void unfollow(String node, WatchTree tree) {
        Set<WatchTree> concerned = interested.get(node);
        if (concerned != null && concerned.remove(tree) && concerned.isEmpty()) {
            interested.remove(node);
        }
    }

    /** Until {@link #tookOver} the deletion of these nodes most likely means that there are new ones in their places. */
    void takesOver(List<String> these) {
        these.forEach(node -> takenOver.merge(node, 1, Integer::sum));
    }

    void tookOver(List<String> these) {
        these.forEach(node -> takenOver.computeIfPresent(node, (n, count) -> count == 1 ? null : count - 1));
    }

    /** A hint: it saves a request when it is right, and costs one when it is wrong. */
    boolean isTakenOver(String node) {
        return takenOver.containsKey(node);
    }

    void remove(@Nullable WatchTree tree) {
        if (tree != null && trees.remove(tree)) {
            tree.forget();
        }
    }

    private void add(WatchTree tree) {
        HaException cause = ended;
        if (cause != null) {
            tree.fail(cause);
            return;
        }
        trees.add(tree);
        Handle connected = handle;
        if (connected != null) {
            tree.restart(connected);
        }
    }
}
