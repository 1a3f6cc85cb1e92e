package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.testkit.servers.CephServer;
import io.haservices.testkit.tck.storage.StorageFixture;
import io.haservices.testkit.tck.storage.StorageTck;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The TCK on Ceph, with nothing configured but endpoint and keys, and what is special there. */
@Tag("ceph")
class S3OnCephIT extends StorageTck {
    private static CephServer ceph;
    private static Configuration configuration = Configuration.of(Map.of());

    @BeforeAll
    static void start() {
        ceph = CephServer.start();
        configuration = RemoteFixture.configuration(ceph.endpoint(), CephServer.ACCESS_KEY, CephServer.SECRET_KEY);
        RemoteFixture.createBucket(configuration);
    }

    @AfterAll
    static void stop() {
        if (ceph != null) {
            ceph.close();
        }
    }

    @Override
    protected StorageFixture fixture() {
        return new RemoteFixture(configuration, true);
    }

    @Test
    void bothConditionsAreFoundAndTheTagMustBeBare() {
        try (Storage storage = open(configuration)) {
            assertThat(storage.capabilities())
                    .containsExactlyInAnyOrder(StorageCapability.PUT_IF_ABSENT, StorageCapability.COMPARE_AND_SET);
        }
        try (Storage storage = open(configuration.with("high-availability.s3.etag-quoting", "quoted"))) {
            assertThat(storage.capabilities()).containsExactly(StorageCapability.PUT_IF_ABSENT);
        }
    }

    @Test
    void oneOfManyRacersWins() {
        for (int round = 0; round < 5; round++) {
            try (Race race = new Race(() -> open(configuration), BlobName.of("race", "round" + round))) {
                assertThat(race.answers()).containsOnlyOnce(ConditionalPut.DONE).doesNotContain(ConditionalPut.UNKNOWN);
            }
        }
    }

    /** It refuses those that come in a trailer of a framed body; ours are not framed. */
    @Test
    void theNewerChecksumsDoNoHarm() throws IOException {
        BlobName name = BlobName.of("checked");
        byte[] content = new byte[2 * PartSizes.OF_S3.first() + 1];
        new Random(1).nextBytes(content);
        try (Storage storage = open(configuration.with("high-availability.s3.checksums", "when-supported"))) {
            storage.probe();
            storage.write(name, BlobSource.of(content));
            try (InputStream stream = storage.open(name)) {
                assertThat(stream.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @Test
    void wrongKeysAreToldAsThat() {
        try (Storage storage = open(configuration.with("high-availability.s3.secret-key", "wrong"))) {
            assertThatThrownBy(storage::probe).hasMessageContaining("the credentials are wrong");
        }
    }

    private static Storage open(Configuration configuration) {
        return new S3StorageProvider().open(URI.create("s3://bucket/special"), configuration);
    }
}
