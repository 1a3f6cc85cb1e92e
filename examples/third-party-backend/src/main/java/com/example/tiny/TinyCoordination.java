package com.example.tiny;

import io.haservices.errors.HaException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Capability;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.CommitRules;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of one {@link com.example.tiny.server.TinyServer}. */
final class TinyCoordination implements Coordination {
    private static final Set<Capability> CAPABILITIES = Set.copyOf(EnumSet.allOf(Capability.class));

    private final InetSocketAddress server;
    private final String clusterId;
    private final Duration limit;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final ExecutorService oneByOne;
    private final Requests requests;
    // In the order in which they were asked for: a later read must not be answered with an older state (CO-03).
    private final Requests reads;
    private final SessionKeeper keeper;
    private final Watches watches;
    private boolean closed;

    TinyCoordination(InetSocketAddress server, Duration sessionTimeout, CoordinationContext context) {
        this.server = server;
        this.clusterId = context.clusterId();
        this.limit = context.requestTimeout();
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, "tiny-" + clusterId);
            thread.setDaemon(true);
            return thread;
        };
        threads = Executors.newCachedThreadPool(daemons);
        timer = Executors.newSingleThreadScheduledExecutor(daemons);
        oneByOne = Executors.newSingleThreadExecutor(daemons);
        requests = new Requests(server, threads, timer);
        reads = new Requests(server, oneByOne, timer);
        keeper = new SessionKeeper(requests, timer, threads, context.clock(), sessionTimeout);
        watches = new Watches(requests, timer, threads, clusterId);
    }

    TinyCoordination start() {
        keeper.start();
        watches.start();
        return this;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        return reads.ask(
                limit,
                true,
                out -> {
                    out.writeUTF(Wire.Request.SCOPES.name());
                    out.writeUTF(clusterId);
                },
                in -> Wire.readList(in, from -> new Scope(from.readUTF())));
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        return list(Prefix.at(key))
                .thenApply(entries -> entries.stream()
                        .filter(entry -> entry.key().equals(key))
                        .findFirst());
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        return reads.ask(
                limit,
                true,
                out -> {
                    out.writeUTF(Wire.Request.LIST.name());
                    out.writeUTF(clusterId);
                    out.writeUTF(prefix.scope().segment());
                    out.writeUTF(prefix.path());
                },
                in -> Wire.readList(in, Wire::readEntry));
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        CommitRules.check(scope, guards, operations);
        CommitRules.checkCapabilities(CAPABILITIES, guards, operations);
        Session session = session();
        boolean own = session.state() != Session.State.LOST
                && operations.stream().flatMap(one -> one.boundTo().stream()).allMatch(session.id()::equals);
        if (!own) {
            return CompletableFuture.completedFuture(
                    new Commit.NotApplied(new UnavailableException("the session that a commit in scope " + scope
                            + " names is not this client's." + " Read session() and try again.")));
        }
        return requests.ask(
                        limit,
                        false,
                        out -> {
                            out.writeUTF(Wire.Request.COMMIT.name());
                            out.writeUTF(clusterId);
                            out.writeUTF(scope.segment());
                            Wire.writeList(out, guards, Wire::writeGuard);
                            Wire.writeList(out, operations, Wire::writeOperation);
                        },
                        Wire::readAnswer)
                .exceptionally(TinyCoordination::withoutAnswer);
    }

    /** What was never sent was not applied; of everything else nothing is known (CO-07). */
    private static Commit withoutAnswer(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Requests.Unanswered unanswered && !unanswered.sent()) {
            return new Commit.NotApplied(unanswered);
        }
        HaException known =
                cause instanceof HaException ours ? ours : new HaException("a commit failed: " + cause, cause);
        return new Commit.Unknown(known);
    }

    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        return watches.add(prefix, listener);
    }

    @Override
    public Session session() {
        return keeper.session();
    }

    @Override
    public Registration onSession(SessionListener listener) {
        return keeper.listen(listener);
    }

    @Override
    public Map<String, String> describe() {
        return Map.of("server", server.toString());
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Session last = keeper.close();
        if (!last.id().isEmpty()) {
            end(last.id());
        }
        timer.shutdownNow();
        oneByOne.shutdown();
        threads.shutdown();
    }

    private void end(String session) {
        CompletableFuture<Boolean> ended = requests.ask(
                limit,
                true,
                out -> {
                    out.writeUTF(Wire.Request.END.name());
                    out.writeUTF(session);
                },
                in -> in.readBoolean());
        try {
            ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The server ends it when it has been silent for long enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
