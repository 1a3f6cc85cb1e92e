package com.example.mine;

import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.CommitRules;
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

/** The promises of each method are in the Javadoc of {@link Coordination}, and numbered in docs/spec/coordination.md. */
final class MyCoordination implements Coordination {
    /** What the service cannot do is left out; the TCK skips it, with the reason. */
    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        throw ToBeBuilt.method("MyCoordination.scopes");
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        throw ToBeBuilt.method("MyCoordination.get");
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        throw ToBeBuilt.method("MyCoordination.list");
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        CommitRules.check(scope, guards, operations);
        CommitRules.checkCapabilities(capabilities(), guards, operations);
        throw ToBeBuilt.method("MyCoordination.commit");
    }

    /** SerialDelivery of ha-api calls a listener as CO-13 and CO-14 want it. */
    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        throw ToBeBuilt.method("MyCoordination.watch");
    }

    @Override
    public Session session() {
        throw ToBeBuilt.method("MyCoordination.session");
    }

    @Override
    public Registration onSession(SessionListener listener) {
        throw ToBeBuilt.method("MyCoordination.onSession");
    }

    @Override
    public void close() {
        // End the session here.
    }
}
