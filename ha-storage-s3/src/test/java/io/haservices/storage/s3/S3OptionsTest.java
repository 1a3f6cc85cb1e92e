package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.testkit.servers.s3.Received;
import io.haservices.testkit.servers.s3.S3Server;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each option is seen by the server, or in how long something takes. */
@Timeout(120)
class S3OptionsTest {
    private static final URI ROOT = URI.create("s3://bucket/root");
    private static final BlobName NAME = BlobName.of("x");

    private final S3Server server = S3Server.start(S3Fixture.BUCKET);
    private final Configuration working = S3Fixture.configuration(server);

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"s3.access-key, s3.secret-key", "s3.access.key, s3.secret.key"})
    void takesWhatFlinkCallsThem(String accessKey, String secretKey) {
        server.behaviour().region = "eu-west-1";
        Configuration flinks = Configuration.of(Map.of(
                "s3.endpoint",
                server.endpoint().toString(),
                "s3.path.style.access",
                "true",
                "s3.endpoint.region",
                "eu-west-1",
                accessKey,
                "test-key",
                secretKey,
                "test-secret"));
        assertThat(new S3StorageProvider().validate(ROOT, flinks)).isEmpty();
        write(flinks, 1);
        assertThat(server.keys("bucket")).containsExactly("root/x");
    }

    @Test
    void anEndpointWithoutASchemeIsMeantWithTls() {
        Configuration host = working.with(
                        "high-availability.s3.endpoint",
                        "127.0.0.1:" + server.endpoint().getPort())
                .with("high-availability.s3.connect-timeout", "300 ms")
                .with("high-availability.s3.retries", "0");
        assertThatThrownBy(() -> write(host, 1))
                .hasMessageContaining("cannot reach https://127.0.0.1:")
                .hasMessageContaining("one that speaks no TLS may be silent");
    }

    @Test
    void theBucketIsInThePathOrInTheName() {
        Configuration unknown = working.with("high-availability.s3.endpoint", "http://no-such-host.invalid");
        assertThatThrownBy(() -> write(unknown, 1)).hasMessageContaining("host name no-such-host.invalid");
        assertThatThrownBy(() -> write(unknown.with("high-availability.s3.path-style", "false"), 1))
                .hasMessageContainingAll("host name bucket.no-such-host.invalid", "'high-availability.s3.path-style'");
    }

    @Test
    void theServerIsAskedToEncrypt() {
        int large = PartSizes.OF_S3.first() + 1;
        write(working, large);
        write(working.with("high-availability.s3.server-side-encryption", "aes256"), large);
        Configuration kms = working.with("high-availability.s3.server-side-encryption", "aws-kms");
        write(kms, 1);
        write(kms.with("high-availability.s3.kms-key-id", "key-1"), 1);
        write(kms.with("high-availability.s3.kms-key-id", "key-1"), large);
        String method = "x-amz-server-side-encryption";
        String key = "x-amz-server-side-encryption-aws-kms-key-id";
        assertThat(server.received("CreateMultipartUpload"))
                .extracting(request -> request.header(method), request -> request.header(key))
                .containsExactly(tuple("", ""), tuple("AES256", ""), tuple("aws:kms", "key-1"));
        assertThat(server.received("PutObject"))
                .extracting(request -> request.header(method), request -> request.header(key))
                .containsExactly(tuple("aws:kms", ""), tuple("aws:kms", "key-1"));
    }

    @Test
    void aTemporaryKeyGoesWithItsToken() {
        write(working.with("high-availability.s3.session-token", "a-token"), 1);
        assertThat(server.received("PutObject"))
                .extracting(request -> request.header("x-amz-security-token"))
                .containsExactly("a-token");
    }

    @Test
    void theNewerChecksumsAreSentWhenAskedFor() {
        server.behaviour().refusesNewerChecksums = false;
        write(working, 1);
        write(working.with("high-availability.s3.checksums", "when-supported"), 1);
        assertThat(server.received("PutObject"))
                .extracting(S3OptionsTest::hasNewerChecksum)
                .containsExactly(false, true);
    }

    private static boolean hasNewerChecksum(Received request) {
        return request.headers().keySet().stream().anyMatch(name -> name.startsWith("x-amz-checksum-"));
    }

    @Test
    void theTagStandsInQuotesAsTold() {
        server.behaviour().bareTagsOnly = true;
        try (Storage storage = open(working.with("high-availability.s3.etag-quoting", "quoted"))) {
            assertThat(storage.capabilities()).containsExactly(StorageCapability.PUT_IF_ABSENT);
        }
        for (String form : List.of("bare", "auto")) {
            try (Storage storage = open(working.with("high-availability.s3.etag-quoting", form))) {
                storage.write(NAME, BlobSource.of(new byte[1]));
                String tag = storage.readTagged(NAME).orElseThrow().tag();
                assertThat(storage.compareAndSet(NAME, tag, Bytes.utf8("new"))).isEqualTo(ConditionalPut.DONE);
            }
        }
    }

    @Test
    void aConnectionThatDoesNotComeAboutIsGivenUp() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = new ArrayList<>();
            try {
                fill(full, waiting);
                Configuration impatient = working.with(
                                "high-availability.s3.endpoint", "http://127.0.0.1:" + full.getLocalPort())
                        .with("high-availability.s3.connect-timeout", "300 ms")
                        .with("high-availability.s3.retries", "0");
                assertThatThrownBy(() -> write(impatient, 1))
                        .hasMessageContainingAll(
                                "cannot reach", "within 300 ms ('high-availability.s3.connect-timeout')");
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    /** Until the queue of connections that nobody accepts is so long that the system answers no more. */
    private static void fill(ServerSocket full, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 100; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 500);
            } catch (java.net.SocketTimeoutException e) {
                return;
            }
        }
    }

    private static Storage open(Configuration configuration) {
        return new S3StorageProvider().open(ROOT, configuration);
    }

    private static void write(Configuration configuration, int length) {
        try (Storage storage = open(configuration)) {
            storage.write(NAME, BlobSource.of(new byte[length]));
        }
    }
}
