package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import java.util.function.BiConsumer;

/** A request that changes nothing: it is repeated when the connection is lost, and fails when it cannot be answered. */
final class ReadRequest<T> extends Request<T> {
    private final Requests requests;
    private final BiConsumer<ReadRequest<T>, Handle> reading;

    ReadRequest(Requests requests, String what, BiConsumer<ReadRequest<T>, Handle> reading) {
        super(requests, what);
        this.requests = requests;
        this.reading = reading;
    }

    @Override
    void run() {
        requests.withHandle(this, handle -> reading.accept(this, handle));
    }

    @Override
    void giveUp(HaException cause) {
        fail(cause);
    }

    /**
     * Whether an answer is one to build on: it came, and from a session that is known to be up to date. Otherwise the request goes
     * on by itself, or has ended.
     */
    boolean accepts(Handle handle, ReplyCode code) {
        if (isDone()) {
            return false;
        }
        if (code == ReplyCode.OK || code == ReplyCode.NO_NODE) {
            if (handle.isSynced()) {
                return true;
            }
            handle.sync("/");
            repeat(code);
            return false;
        }
        if (code.isRefusal() || code == ReplyCode.OTHER) {
            fail(Refusals.of(this, code));
        } else {
            repeat(code);
        }
        return false;
    }
}
