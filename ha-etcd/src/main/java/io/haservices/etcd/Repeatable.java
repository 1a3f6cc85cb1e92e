package io.haservices.etcd;

import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.MethodDescriptor;
import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request that may be done twice without harm: a read, or the end of a lease. Repeated on other connections until its deadline. */
final class Repeatable<Q, R> extends Request<R> {
    private final Requests requests;
    private final Revisions revisions;
    private final MethodDescriptor<Q, R> method;
    private final Q message;
    private final Function<R, ResponseHeader> header;
    private final long seenBefore;
    private ReadOrder.@Nullable Turn turn;

    Repeatable(
            String what,
            long deadline,
            Requests requests,
            Revisions revisions,
            MethodDescriptor<Q, R> method,
            Q message,
            Function<R, ResponseHeader> header,
            Outcome<R> outcome) {
        super(what, deadline, outcome);
        this.requests = requests;
        this.revisions = revisions;
        this.method = method;
        this.message = message;
        this.header = header;
        this.seenBefore = revisions.latest();
    }

    @Override
    void prepare() {
        turn = requests.order().begin();
    }

    @Override
    void send(Connection connection, long timeoutNanos) {
        requests.call(connection, method, message, timeoutNanos, new Reply<>() {
            @Override
            public void answered(R response) {
                if (revisions.isOlder(header.apply(response), seenBefore)) {
                    io.grpc.Status old = io.grpc.Status.UNAVAILABLE.withDescription("the server is behind");
                    again(connection, timeoutNanos, new Failure(old, true));
                } else {
                    revisions.saw(header.apply(response));
                    inTurn(response);
                }
            }

            @Override
            public void failed(Failure failure) {
                if (failure.saidNo() && !failure.isStaleToken()) {
                    giveUp(verdict(failure));
                } else {
                    again(connection, timeoutNanos, failure);
                }
            }
        });
    }

    @Override
    void giveUp(HaException cause) {
        requests.forget(this);
        fail(cause);
        leave();
    }

    private void inTurn(R response) {
        ReadOrder.Turn mine = turn;
        if (mine != null && !isDone()) {
            requests.order()
                    .answered(
                            mine,
                            header.apply(response),
                            () -> {
                                requests.forget(this);
                                complete(response);
                            },
                            () -> requests.proceed(this));
        }
    }

    private void leave() {
        if (turn != null) {
            requests.order().leave(turn);
        }
    }

    private void again(Connection connection, long timeoutNanos, Failure failure) {
        requests.failed(connection, timeoutNanos, failure);
        requests.proceed(this);
    }

    private HaException verdict(Failure failure) {
        if (failure.isRefusal()) {
            return new NotAuthorizedException(this + " refused by etcd " + requests.servers() + ": " + failure.seen()
                    + ". Log in as a user who may (" + EtcdOptions.USER.key() + "), or let an administrator allow it.");
        }
        String message = this + " refused by etcd " + requests.servers() + ": " + failure.seen() + ".";
        return failure.isCompacted() ? new CompactedException(message) : new UnavailableException(message);
    }
}
