package io.haservices.etcd;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchResponse;
import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.WatchListener;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One watch of a user: lists once, and then follows the changes from the revision after it, over as many connections as it takes;
 * where their history is gone, lists again. On the loop.
 */
final class PrefixWatch implements WatchFeed.Sink {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private final Watches watches;
    private final Layout layout;
    private final Prefix prefix;
    private final SerialDelivery<Consumer<WatchListener>> delivery;
    private @Nullable NavigableMap<String, Entry> entries;
    /** The revision from which on changes are not yet known. */
    private long next;

    private @Nullable WatchFeed feed;
    private WatchFeed.@Nullable Ticket ticket;
    private boolean listing;
    private boolean over;

    PrefixWatch(Watches watches, Layout layout, Prefix prefix, SerialDelivery<Consumer<WatchListener>> delivery) {
        this.watches = watches;
        this.layout = layout;
        this.prefix = prefix;
        this.delivery = delivery;
    }

    void connected(WatchFeed opened) {
        feed = opened;
        goOn();
    }

    /** @param startAnew whether the changes since are more than can be received */
    void disconnected(boolean startAnew) {
        feed = null;
        ticket = null;
        if (startAnew) {
            entries = null;
        }
    }

    void close() {
        over = true;
        if (feed != null && ticket != null) {
            feed.cancel(ticket);
        }
    }

    void fail(HaException cause) {
        watches.remove(this);
        delivery.tellLast(listener -> listener.onFailure(cause));
    }

    @Override
    public void changed(WatchResponse response) {
        NavigableMap<String, Entry> known = entries;
        if (over || known == null) {
            return;
        }
        boolean concerned = false;
        for (Event event : response.getEventsList()) {
            next = event.getKv().getModRevision() + 1;
            concerned |= apply(event, known);
        }
        if (concerned) {
            tell(known);
        }
    }

    @Override
    public void canceled(WatchResponse response) {
        ticket = null;
        entries = null;
        if (response.getCompactRevision() > 0) {
            goOn();
        } else {
            // Perhaps only the token of the stream is too old; if it is more, listing again will tell.
            watches.refused(response.getCancelReason());
        }
    }

    private void goOn() {
        WatchFeed present = feed;
        if (over || present == null || ticket != null) {
            return;
        }
        if (entries == null) {
            list();
        } else {
            Range range = layout.around(prefix);
            ticket = present.watch(range.first(), range.end(), next, this);
        }
    }

    private void list() {
        if (listing) {
            return;
        }
        listing = true;
        watches.list(prefix, Outcome.of(this::listed, this::failed));
    }

    private void listed(Listing.Snapshot snapshot) {
        listing = false;
        if (!over) {
            entries = snapshot.entries();
            next = snapshot.revision() + 1;
            tell(snapshot.entries());
            goOn();
        }
    }

    private void failed(HaException cause) {
        listing = false;
        if (over) {
            return;
        }
        if (cause instanceof NotAuthorizedException) {
            fail(cause);
        } else {
            watches.later(this::goOn, PAUSE);
        }
    }

    private boolean apply(Event event, NavigableMap<String, Entry> known) {
        return layout.keyOf(prefix.scope(), event.getKv().getKey())
                .filter(prefix::covers)
                .map(key -> {
                    if (event.getType() == Event.EventType.DELETE) {
                        known.remove(key.path());
                    } else {
                        known.put(key.path(), Entries.entry(key, event.getKv()));
                    }
                    return true;
                })
                .orElse(false);
    }

    private void tell(NavigableMap<String, Entry> known) {
        List<Entry> state = List.copyOf(known.values());
        delivery.tell(listener -> listener.onState(state));
    }
}
