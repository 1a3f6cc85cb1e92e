package io.haservices.etcd;

import io.haservices.errors.HaException;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.WatchListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All watches of one client. On the loop but {@link #watch}. */
final class Watches {
    private final Threads threads;
    private final Layout layout;
    private final Requests requests;
    private final Reader reader;
    private final Consumer<String> trouble;
    private final Set<PrefixWatch> all = new LinkedHashSet<>();
    private @Nullable WatchFeed feed;
    private @Nullable HaException ended;

    /** @param trouble is told why the present connection should be given up */
    Watches(Threads threads, Layout layout, Requests requests, Reader reader, Consumer<String> trouble) {
        this.threads = threads;
        this.layout = layout;
        this.requests = requests;
        this.reader = reader;
        this.trouble = trouble;
    }

    Registration watch(Prefix prefix, WatchListener listener) {
        // The watch and its delivery know each other; it is on the loop that either is used for the first time.
        PrefixWatch[] watch = new PrefixWatch[1];
        SerialDelivery<Consumer<WatchListener>> delivery = new SerialDelivery<>(
                threads.watches,
                true,
                news -> news.accept(listener),
                () -> threads.loop.execute(() -> close(watch[0])));
        watch[0] = new PrefixWatch(this, layout, prefix, delivery);
        threads.loop.execute(() -> add(watch[0]));
        return delivery;
    }

    void connected(WatchFeed opened) {
        feed = opened;
        List.copyOf(all).forEach(watch -> watch.connected(opened));
    }

    void disconnected() {
        boolean tooMuch = feed != null && feed.wasTooMuch();
        feed = null;
        all.forEach(watch -> watch.disconnected(tooMuch));
    }

    void end(HaException cause) {
        ended = cause;
        feed = null;
        List.copyOf(all).forEach(watch -> watch.fail(cause));
    }

    void remove(PrefixWatch watch) {
        all.remove(watch);
        watch.close();
    }

    void list(Prefix prefix, Outcome<Listing.Snapshot> outcome) {
        new Listing(reader, layout, prefix, requests.deadline(), outcome).start();
    }

    void later(Runnable task, long nanos) {
        Loop.Timer unused = threads.loop.schedule(task, nanos);
    }

    /** A watch was not allowed, with the login of this connection. */
    void refused(String reason) {
        trouble.accept("watching was refused: " + reason);
    }

    private void close(@Nullable PrefixWatch watch) {
        if (watch != null) {
            remove(watch);
        }
    }

    private void add(PrefixWatch watch) {
        HaException cause = ended;
        if (cause != null) {
            watch.fail(cause);
            return;
        }
        all.add(watch);
        WatchFeed opened = feed;
        if (opened != null) {
            watch.connected(opened);
        }
    }
}
