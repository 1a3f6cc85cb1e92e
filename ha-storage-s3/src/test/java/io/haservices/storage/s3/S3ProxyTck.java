package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.S3Proxy;
import io.haservices.testkit.tck.storage.StorageDeletes;
import io.haservices.testkit.tck.storage.StorageFailures;
import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageIncompleteWrites;
import io.haservices.testkit.tck.storage.StorageLists;
import io.haservices.testkit.tck.storage.StorageReads;
import io.haservices.testkit.tck.storage.StorageWrites;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Against a server that others wrote, and that checks signatures. Its {@code If-Match} is not atomic (many racers win), so the
 * chapter of conditional writes is not run here, but the race of put-if-absent is.
 */
class S3ProxyTck {
    private static S3Proxy proxy;
    private static Configuration configuration = Configuration.of(Map.of());

    @BeforeAll
    static void start() {
        proxy = S3Proxy.start("test-key", "test-secret");
        configuration = RemoteFixture.configuration(proxy.endpoint(), "test-key", "test-secret");
        RemoteFixture.createBucket(configuration);
    }

    @AfterAll
    static void stop() {
        proxy.close();
    }

    @Test
    void aWrongSecretIsToldAsThat() {
        try (Storage storage = new S3StorageProvider()
                .open(
                        URI.create("s3://bucket/x"),
                        configuration.with("high-availability.s3.secret-key", "wrong-secret"))) {
            assertThatThrownBy(storage::probe)
                    .hasMessageContaining("the credentials are wrong")
                    .hasMessageContaining("SignatureDoesNotMatch")
                    .hasMessageNotContaining("wrong-secret");
        }
    }

    @Test
    void aMissingBucketIsToldAsThat() {
        try (Storage storage = new S3StorageProvider().open(URI.create("s3://nowhere/x"), configuration)) {
            assertThatThrownBy(storage::probe).hasMessageContaining("there is no bucket 'nowhere'");
        }
    }

    @Test
    void oneOfManyRacersWinsAPutIfAbsent() {
        URI root = URI.create("s3://bucket/race");
        try (Race race = new Race(() -> new S3StorageProvider().open(root, configuration), BlobName.of("x"))) {
            assertThat(race.answers()).containsOnlyOnce(ConditionalPut.DONE).doesNotContain(ConditionalPut.UNKNOWN);
        }
    }

    @Nested
    class Writes extends StorageWrites {
        @Override
        protected StorageFixture fixture() {
            return new RemoteFixture(configuration, false);
        }
    }

    @Nested
    class Reads extends StorageReads {
        @Override
        protected StorageFixture fixture() {
            return new RemoteFixture(configuration, false);
        }
    }

    @Nested
    class Lists extends StorageLists {
        @Override
        protected StorageFixture fixture() {
            return new RemoteFixture(configuration, false);
        }
    }

    @Nested
    class Deletes extends StorageDeletes {
        @Override
        protected StorageFixture fixture() {
            return new RemoteFixture(configuration, false);
        }
    }

    @Nested
    class IncompleteWrites extends StorageIncompleteWrites {
        @Override
        protected StorageFixture fixture() {
            return new RemoteFixture(configuration, false);
        }
    }

    @Nested
    class Failures extends StorageFailures {
        @Override
        protected StorageFixture fixture() {
            return new RemoteFixture(configuration, false);
        }
    }
}
