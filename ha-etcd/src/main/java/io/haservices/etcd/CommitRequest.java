package io.haservices.etcd;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.TxnResponse;
import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import java.util.List;
import java.util.function.Predicate;

/** One commit. It is sent once more only when it is certain that the attempt before never left this process, or was refused. */
final class CommitRequest extends Request<Commit> {
    private final Requests requests;
    private final Revisions revisions;
    private final Transaction transaction;
    private final Predicate<String> isCurrentSession;
    private final List<String> sessions;
    private final List<Guard> guards;
    private final List<Operation> operations;
    private boolean onItsWay;

    CommitRequest(
            Requests requests,
            Revisions revisions,
            Layout layout,
            Predicate<String> isCurrentSession,
            Scope scope,
            List<Guard> guards,
            List<Operation> operations,
            Outcome<Commit> outcome) {
        super("commit in " + scope + " on " + operations.get(0).key().path(), requests.deadline(), outcome);
        this.requests = requests;
        this.revisions = revisions;
        this.transaction = new Transaction(layout, guards, operations);
        this.isCurrentSession = isCurrentSession;
        this.guards = guards;
        this.operations = operations;
        this.sessions = operations.stream()
                .flatMap(operation -> operation.boundTo().stream())
                .distinct()
                .toList();
    }

    @Override
    void prepare() {
        Condition.firstImpossible(guards, operations).ifPresent(key -> answer(new Commit.GuardFailed(key)));
    }

    @Override
    void send(Connection connection, long timeoutNanos) {
        for (String session : sessions) {
            if (!isCurrentSession.test(session)) {
                notApplied("the session '" + session + "' is not this client's live one");
                return;
            }
        }
        onItsWay = true;
        requests.call(connection, KVGrpc.getTxnMethod(), transaction.request(), timeoutNanos, new Reply<>() {
            @Override
            public void answered(TxnResponse response) {
                revisions.saw(response.getHeader());
                answer(transaction.answer(response));
            }

            @Override
            public void failed(Failure failure) {
                onItsWay = false;
                refused(connection, timeoutNanos, failure);
            }
        });
    }

    @Override
    void giveUp(HaException cause) {
        answer(onItsWay ? new Commit.Unknown(cause) : new Commit.NotApplied(cause));
    }

    private void refused(Connection connection, long timeoutNanos, Failure failure) {
        if (!failure.saidNo() || failure.isStaleToken()) {
            requests.failed(connection, timeoutNanos, failure);
        }
        if (!failure.sent() || failure.isStaleToken()) {
            requests.proceed(this);
        } else if (failure.isRefusal()) {
            answer(new Commit.NotApplied(new NotAuthorizedException(this + " refused by etcd " + requests.servers()
                    + ": " + failure.seen() + ". Log in as a user who may write there (" + EtcdOptions.USER.key()
                    + "), or let an administrator allow it.")));
        } else if (failure.isNotFound()) {
            // The only thing a transaction can miss is its lease.
            notApplied("the session " + String.join(", ", sessions) + " has ended");
        } else if (failure.saidNo()) {
            notApplied("etcd " + requests.servers() + " refused it: " + failure.seen());
        } else {
            answer(new Commit.Unknown(
                    new UnavailableException(this + ": the answer of etcd " + connection + " was lost ("
                            + failure.seen() + "); it may or may not have been done. Read back what is there.")));
        }
    }

    private void notApplied(String why) {
        answer(new Commit.NotApplied(new UnavailableException(this + " not done: " + why + ".")));
    }

    private void answer(Commit commit) {
        requests.forget(this);
        complete(commit);
    }
}
