package io.haservices.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.Session;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The verbs of the SPI, waited for. */
final class Calls {
    static final Scope SCOPE = Scope.named("scope");
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Calls() {}

    static Coordination active(Coordination client) {
        await().atMost(PATIENCE).until(() -> client.session().state() == Session.State.ACTIVE);
        return client;
    }

    static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static Commit commit(Coordination client, List<Guard> guards, Operation... operations) {
        return answer(client.commit(SCOPE, guards, List.of(operations)));
    }

    static Commit commit(Coordination client, Operation... operations) {
        return commit(client, List.of(), operations);
    }

    /** The version of the first operation's key, after a commit that must succeed. */
    static long committed(Coordination client, Operation... operations) {
        Commit answer = commit(client, operations);
        assertThat(answer).isInstanceOf(Commit.Committed.class);
        return ((Commit.Committed) answer).versions().getOrDefault(operations[0].key(), -1L);
    }

    static Optional<Entry> get(Coordination client, Key key) {
        return answer(client.get(key));
    }

    static List<String> list(Coordination client, String... prefix) {
        return answer(client.list(Prefix.of(SCOPE, prefix))).stream()
                .map(entry -> entry.key().path() + "=" + entry.value().utf8())
                .toList();
    }

    static Operation creation(Key key, String value) {
        return new Operation.Create(key, Bytes.utf8(value));
    }

    static Operation bound(Coordination client, Key key, String value) {
        return new Operation.CreateBound(
                key, Bytes.utf8(value), client.session().id());
    }

    static Operation replace(Key key, long version, String value) {
        return new Operation.Replace(key, version, Bytes.utf8(value));
    }
}
