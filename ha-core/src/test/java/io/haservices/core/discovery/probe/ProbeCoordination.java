package io.haservices.core.discovery.probe;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** Knows nothing; answers {@code get} on a thread of its own, when it is told to. */
final class ProbeCoordination implements Coordination {
    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public Set<Capability> capabilities() {
        asked.countDown();
        return Set.of();
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        return CompletableFuture.supplyAsync(() -> {
            throw Absentee.missed();
        });
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        CompletableFuture<Optional<Entry>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                asked.await();
                answer.complete(Optional.empty());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        throw Absentee.missed();
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        if (guards.isEmpty()) {
            throw Absentee.missed();
        }
        return CompletableFuture.supplyAsync(() -> {
            throw Absentee.missed();
        });
    }

    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        listener.onState(List.of());
        return () -> {};
    }

    @Override
    public Session session() {
        return new Session("", Session.State.CONNECTING, 0, Duration.ZERO);
    }

    @Override
    public Registration onSession(SessionListener listener) {
        listener.onSession(session());
        return () -> {};
    }

    @Override
    public Map<String, String> describe() {
        return Map.of("under", ContextName.now());
    }

    @Override
    public void close() {}
}
