package io.haservices.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.WatchCancelRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All watches of one connection over one stream. It resumes nothing: those who watch know how far they have come, and ask the next
 * feed for the rest. On the loop.
 */
final class WatchFeed implements Conversation.Partner<WatchResponse> {
    private final Consumer<String> broken;
    private final Deque<Ticket> unconfirmed = new ArrayDeque<>();
    private final Map<Long, Ticket> confirmed = new HashMap<>();
    private @Nullable Conversation<WatchRequest> conversation;
    private boolean tooMuch;

    /** @param broken is told when nothing more will come */
    WatchFeed(Consumer<String> broken) {
        this.broken = broken;
    }

    /** Who watches. */
    interface Sink {
        void changed(WatchResponse response);

        /** The watch has ended; its history may be gone. */
        void canceled(WatchResponse response);
    }

    /** One watch. */
    static final class Ticket {
        private final Sink sink;
        private long id;
        private boolean returned;

        private Ticket(Sink sink) {
            this.sink = sink;
        }
    }

    void open(Connection connection) {
        conversation = connection.converse(WatchGrpc.getWatchMethod(), this);
    }

    /** Whether the last feed ended because an answer was larger than can be received. */
    boolean wasTooMuch() {
        return tooMuch;
    }

    /** Everything in the range from this revision on; the end of the range is empty for a single key. */
    Ticket watch(ByteString first, ByteString end, long revision, Sink sink) {
        Ticket ticket = new Ticket(sink);
        unconfirmed.add(ticket);
        say(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder()
                        .setKey(first)
                        .setRangeEnd(end)
                        .setStartRevision(revision))
                .build());
        return ticket;
    }

    void cancel(Ticket ticket) {
        ticket.returned = true;
        if (confirmed.remove(ticket.id) != null) {
            say(WatchRequest.newBuilder()
                    .setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(ticket.id))
                    .build());
        }
    }

    void close() {
        if (conversation != null) {
            conversation.end();
        }
    }

    @Override
    public void said(WatchResponse response) {
        if (response.getCreated()) {
            confirm(response);
            return;
        }
        Ticket ticket = confirmed.get(response.getWatchId());
        if (ticket == null) {
            return;
        }
        if (response.getCanceled()) {
            confirmed.remove(response.getWatchId());
            ticket.sink.canceled(response);
        } else if (response.getEventsCount() > 0) {
            ticket.sink.changed(response);
        }
    }

    @Override
    public void ended(Failure failure) {
        tooMuch = failure.status().getCode() == Status.Code.RESOURCE_EXHAUSTED;
        broken.accept("watching: " + failure.seen());
    }

    /** Confirmations come in the order of the requests. */
    private void confirm(WatchResponse response) {
        Ticket ticket = unconfirmed.poll();
        if (ticket == null) {
            broken.accept("watching: a watch that nobody asked for");
        } else if (response.getCanceled()) {
            if (!ticket.returned) {
                ticket.sink.canceled(response);
            }
        } else {
            ticket.id = response.getWatchId();
            confirmed.put(ticket.id, ticket);
            if (ticket.returned) {
                cancel(ticket);
            }
        }
    }

    private void say(WatchRequest request) {
        if (conversation != null) {
            conversation.say(request);
        }
    }
}
