package io.haservices.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.WatchResponse;
import org.jspecify.annotations.Nullable;

/**
 * Watches the key that is bound to the own lease: when somebody revokes the lease, that is seen at once, and not only with the next
 * renewal. On the loop.
 */
final class OwnKey implements WatchFeed.Sink {
    private final ByteString name;
    private final Reader reader;
    private final Requests requests;
    private final Runnable gone;
    private long next;
    private @Nullable WatchFeed feed;
    private WatchFeed.@Nullable Ticket ticket;
    private boolean over;

    /** @param writtenAt the revision at which it was put */
    OwnKey(ByteString name, long writtenAt, Reader reader, Requests requests, Runnable gone) {
        this.name = name;
        this.next = writtenAt + 1;
        this.reader = reader;
        this.requests = requests;
        this.gone = gone;
    }

    void connected(WatchFeed opened) {
        feed = opened;
        ticket = opened.watch(name, ByteString.EMPTY, next, this);
    }

    void close() {
        over = true;
        if (feed != null && ticket != null) {
            feed.cancel(ticket);
        }
    }

    @Override
    public void changed(WatchResponse response) {
        for (Event event : response.getEventsList()) {
            next = event.getKv().getModRevision() + 1;
            if (event.getType() == Event.EventType.DELETE) {
                end();
                return;
            }
        }
    }

    /** Its history is gone, or it is not to be watched; the renewals tell the rest. */
    @Override
    public void canceled(WatchResponse response) {
        if (response.getCompactRevision() > 0) {
            reader.read(
                    "reading the key of the session",
                    requests.deadline(),
                    KVGrpc.getRangeMethod(),
                    RangeRequest.newBuilder().setKey(name).build(),
                    RangeResponse::getHeader,
                    Outcome.of(this::read, failure -> {}));
        }
    }

    private void read(RangeResponse response) {
        WatchFeed present = feed;
        if (response.getKvsCount() == 0) {
            end();
        } else if (!over && present != null) {
            next = response.getHeader().getRevision() + 1;
            connected(present);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            gone.run();
        }
    }
}
