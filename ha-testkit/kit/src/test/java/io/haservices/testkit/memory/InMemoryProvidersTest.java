package io.haservices.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.haservices.config.Configuration;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.spi.coordination.CoordinationProvider;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.spi.coordination.Session.State;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import io.haservices.values.Bytes;
import io.haservices.values.MonotonicClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class InMemoryProvidersTest {
    private static final Scope SCOPE = Scope.named("election");
    private static final URI ROOT = URI.create("memory:///providers-test");

    @Test
    void thoseWhoNameTheSameServiceShareIt() {
        try (Coordination first = open("shared");
                Coordination second = open("shared");
                Coordination other = open("other")) {
            await().until(() -> first.session().state() == State.ACTIVE);
            first.commit(SCOPE, List.of(), List.of(new Operation.Create(SCOPE.key("key"), Bytes.utf8("value"))))
                    .toCompletableFuture()
                    .join();
            assertThat(second.get(SCOPE.key("key")).toCompletableFuture().join())
                    .isPresent();
            assertThat(other.get(SCOPE.key("key")).toCompletableFuture().join()).isEmpty();
        }
    }

    @Test
    void theServiceCanBeHadForFaults() {
        try (Coordination client = open("faults")) {
            await().until(() -> client.session().state() == State.ACTIVE);
            String former = client.session().id();
            InMemoryCoordinationProvider.service("faults").expire(former);
            await().until(() -> client.session().state() == State.ACTIVE
                    && !client.session().id().equals(former));
        }
    }

    @Test
    void thoseWhoOpenTheSameRootShareItsBlobs() {
        StorageProvider provider = ServiceLoader.load(StorageProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.schemes().contains("memory"))
                .findFirst()
                .orElseThrow();
        BlobName name = BlobName.of("blob");
        try (Storage first = provider.open(ROOT, Configuration.of(Map.of()));
                Storage second = provider.open(ROOT, Configuration.of(Map.of()))) {
            first.write(name, BlobSource.of(new byte[1]));
            assertThat(second.list("")).containsExactly(name);
        }
    }

    private static Coordination open(String name) {
        CoordinationProvider provider = ServiceLoader.load(CoordinationProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("memory"))
                .findFirst()
                .orElseThrow();
        Configuration configuration = Configuration.of(Map.of(InMemoryCoordinationProvider.NAME.key(), name));
        return provider.open(
                new CoordinationContext(configuration, "/cluster", MonotonicClock.SYSTEM, Duration.ofSeconds(20)));
    }
}
