package io.haservices.testkit.memory;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.Session;
import io.haservices.spi.coordination.SessionListener;
import io.haservices.spi.coordination.WatchListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A client of an {@link InMemoryCoordinationService}, made by {@link InMemoryCoordinationService#open}. Keeps all rules of the
 * specification; its faults are made with {@link #link()}. {@link #close()} returns at once and never waits.
 */
public class InMemoryCoordination implements Coordination {
    private final Server server;
    private final String clusterId;
    private final Connection connection;

    InMemoryCoordination(Server server, Connection connection) {
        this.server = server;
        this.clusterId = connection.clusterId();
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** The connection of this client, for faults. */
    public Link link() {
        return connection.link();
    }

    @Override
    public Set<Capability> capabilities() {
        return server.settings().capabilities();
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        return call(Call.read(
                "listing the scopes", session -> server.tree(clusterId).scopes()));
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        return call(
                Call.read("reading " + key, session -> server.tree(clusterId).get(key)));
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        return call(
                Call.read("listing " + prefix, session -> server.tree(clusterId).list(prefix)));
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        Transaction transaction = new Transaction(scope, guards, operations);
        check(transaction);
        synchronized (server) {
            Optional<String> foreign =
                    transaction.sessions().filter(id -> !isOwn(id)).findFirst();
            if (foreign.isPresent()) {
                return CompletableFuture.completedFuture(notOwn(foreign.get()));
            }
            return connection.call(
                    Call.commit(scope.segment(), session -> server.commit(clusterId, transaction, session)));
        }
    }

    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        synchronized (server) {
            return connection.watch(prefix, listener);
        }
    }

    @Override
    public Session session() {
        return connection.session().current();
    }

    @Override
    public Registration onSession(SessionListener listener) {
        synchronized (server) {
            return connection.session().listen(listener);
        }
    }

    @Override
    public Map<String, String> describe() {
        return Map.of("service", "in memory", "cluster", clusterId);
    }

    @Override
    public void close() {
        synchronized (server) {
            connection.close();
        }
    }

    void check(Transaction transaction) {
        transaction.check();
        transaction.checkCapabilities(capabilities());
    }

    boolean isOwn(String id) {
        return connection.session().isLive()
                && connection.session().current().id().equals(id);
    }

    private <T> CompletionStage<T> call(Call<T> call) {
        synchronized (server) {
            return connection.call(call);
        }
    }

    static Commit notOwn(String id) {
        return new Commit.NotApplied(new UnavailableException("a commit was refused: session '" + id
                + "' is not the live session of this client. Read session() and try again."));
    }
}
