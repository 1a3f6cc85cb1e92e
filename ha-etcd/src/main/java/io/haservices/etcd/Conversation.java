package io.haservices.etcd;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

/** A stream in both directions; on the loop. Its end is told once, and nothing after it; after {@link #end()} nothing at all. */
final class Conversation<Q> {
    private final ClientCall<Q, ?> call;
    private boolean ended;

    <R> Conversation(ClientCall<Q, R> call) {
        this.call = call;
    }

    /** The other side. */
    interface Partner<R> {
        void said(R message);

        void ended(Failure failure);
    }

    /** Must be called with the partner for the call's own type of answers; {@link Connection} does. */
    @SuppressWarnings("unchecked")
    <R> void start(Partner<R> partner) {
        ((ClientCall<Q, R>) call).start(new Listener<>(partner), new Metadata());
        call.request(1);
    }

    void say(Q message) {
        if (!ended) {
            call.sendMessage(message);
        }
    }

    void end() {
        if (!ended) {
            ended = true;
            call.cancel("no longer needed", null);
        }
    }

    private final class Listener<R> extends ClientCall.Listener<R> {
        private final Partner<R> partner;

        Listener(Partner<R> partner) {
            this.partner = partner;
        }

        @Override
        public void onMessage(R message) {
            if (!ended) {
                call.request(1);
                partner.said(message);
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!ended) {
                ended = true;
                partner.ended(new Failure(status, true));
            }
        }
    }
}
