package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
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
        if (code.isRefusal()) {
            fail(new NotAuthorizedException(this + " was refused by ZooKeeper with " + code
                    + ": this identity must not read it. Look at the ACLs and at "
                    + ZooKeeperOptions.AUTHORIZATION.key()
                    + "."));
        } else if (code == ReplyCode.OTHER) {
            fail(new UnavailableException(this + " failed at ZooKeeper with an unexpected answer. Try again later."));
        } else {
            repeat(code);
        }
        return false;
    }
}
