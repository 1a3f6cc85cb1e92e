package io.haservices.core.simulation;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A client that passes everything on to another; each control changes one thing. */
class PassingOn implements Coordination {
    private final Coordination client;

    PassingOn(Coordination client) {
        this.client = client;
    }

    @Override
    public Set<Capability> capabilities() {
        return client.capabilities();
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        return client.scopes();
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        return client.get(key);
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        return client.list(prefix);
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        return client.commit(scope, guards, operations);
    }

    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        return client.watch(prefix, listener);
    }

    @Override
    public Session session() {
        return client.session();
    }

    @Override
    public Registration onSession(SessionListener listener) {
        return client.onSession(listener);
    }

    @Override
    public void close() {
        client.close();
    }
}
