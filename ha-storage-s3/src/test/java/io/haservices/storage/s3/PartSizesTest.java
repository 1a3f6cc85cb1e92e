package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.testkit.servers.s3.S3Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that grow, so that a blob of any length fits into the number of parts that S3 allows. */
class PartSizesTest {
    private static final long MIB = 1 << 20;
    private static final S3Root ROOT = S3Root.of(URI.create("s3://bucket/root"));

    private final S3Server server = S3Server.start(S3Fixture.BUCKET);
    private final S3Clients clients = new S3Clients(S3Fixture.configuration(server));

    @AfterEach
    void close() {
        clients.close();
        server.close();
    }

    @Test
    void staysWithinTheLimitsOfS3AndReachesItsLongestBlob() {
        assertThat(PartSizes.OF_S3.of(1)).isEqualTo(8 * MIB);
        assertThat(PartSizes.OF_S3.of(1_000)).isEqualTo(8 * MIB);
        assertThat(PartSizes.OF_S3.of(1_001)).isEqualTo(16 * MIB);
        assertThat(PartSizes.OF_S3.of(PartSizes.OF_S3.parts())).isLessThanOrEqualTo(5 * 1024 * MIB);
        assertThat(PartSizes.OF_S3.most()).isGreaterThan(5 * 1024 * 1024 * MIB);
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100, 101, 300, 301, 2_099, 2_100, 2_101, 5_000})
    void whatIsWrittenInGrowingPartsIsWhole(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        long written = upload(new PartSizes(100, 3, 100)).write(BlobName.of("x"), BlobSource.of(content));
        assertThat(written).isEqualTo(length);
        assertThat(server.content("bucket", "root/x")).contains(content);
        assertThat(server.pendingUploads("bucket")).isZero();
    }

    @Test
    void aBlobThatIsTooLongIsRefusedAndLeavesNothing() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 1;
            }
        };
        assertThatThrownBy(() -> upload(new PartSizes(10, 3, 6)).write(BlobName.of("x"), () -> endless))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 90 bytes");
        assertThat(server.pendingUploads("bucket")).isZero();
        assertThat(server.keys("bucket")).isEmpty();
    }

    @Test
    void aSourceThatFailsInALaterPartLeavesNothing() {
        assertThatThrownBy(() -> upload(new PartSizes(100, 3, 100))
                        .write(BlobName.of("x"), () -> new ByteArrayInputStream(new byte[1_000]) {
                            @Override
                            public void close() throws IOException {
                                throw new IOException("on purpose");
                            }
                        }))
                .hasMessageContaining("on purpose");
        assertThat(server.pendingUploads("bucket")).isZero();
        assertThat(server.keys("bucket")).isEmpty();
    }

    private Upload upload(PartSizes sizes) {
        return new Upload(ROOT, clients, new Encryption(java.util.Optional.empty(), java.util.Optional.empty()), sizes);
    }
}
