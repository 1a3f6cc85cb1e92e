package io.haservices.core.state;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Answers at once what a test says, in this order, and the last answer again when there are no more. */
final class ScriptedCoordination implements Coordination {
    /** One transaction that was sent. */
    record Sent(Scope scope, List<Guard> guards, List<Operation> operations) {}

    final List<Sent> sent = new ArrayList<>();
    /** What is read of the epoch, in whatever order. */
    Optional<Entry> epoch = Optional.empty();

    /** Of other entries. */
    int reads;

    private final Queue<Commit> commits = new ArrayDeque<>();
    private final Queue<Supplier<CompletableFuture<Optional<Entry>>>> looks = new ArrayDeque<>();

    ScriptedCoordination answers(Commit... answers) {
        commits.addAll(List.of(answers));
        return this;
    }

    ScriptedCoordination shows(Optional<Entry> entry) {
        looks.add(() -> CompletableFuture.completedFuture(entry));
        return this;
    }

    ScriptedCoordination failsToRead(RuntimeException failure) {
        looks.add(() -> CompletableFuture.failedFuture(failure));
        return this;
    }

    /** What the last transaction writes, with this version and incarnation. */
    ScriptedCoordination showsWhatWasSent(Key key, long version, long incarnation) {
        looks.add(() -> CompletableFuture.completedFuture(sent.get(sent.size() - 1).operations().stream()
                .filter(operation -> operation.key().equals(key))
                .flatMap(operation -> operation.newValue().stream())
                .map(value -> new Entry(key, value, version, incarnation, Optional.empty()))
                .findFirst()));
        return this;
    }

    @Override
    public CompletionStage<Commit> commit(Scope scope, List<Guard> guards, List<Operation> operations) {
        sent.add(new Sent(scope, guards, operations));
        return CompletableFuture.completedFuture(next(commits));
    }

    @Override
    public CompletionStage<Optional<Entry>> get(Key key) {
        if (key.names().equals(List.of("epoch"))) {
            return CompletableFuture.completedFuture(epoch);
        }
        reads++;
        return next(looks).get();
    }

    private static <T> T next(Queue<T> answers) {
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public CompletionStage<List<Scope>> scopes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Entry>> list(Prefix prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration watch(Prefix prefix, WatchListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session session() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registration onSession(SessionListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
