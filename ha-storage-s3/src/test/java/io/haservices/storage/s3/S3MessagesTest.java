package io.haservices.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageProvider;
import io.haservices.testkit.servers.CertificateAuthority;
import io.haservices.testkit.servers.s3.Fault;
import io.haservices.testkit.servers.s3.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when it does not work, and that it is said in time. */
@Timeout(120)
class S3MessagesTest {
    private static final URI ROOT = URI.create("s3://bucket/root");

    private final S3Server server = S3Server.start(S3Fixture.BUCKET);
    private final Configuration working = S3Fixture.configuration(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isFoundByItsScheme() {
        assertThat(ServiceLoader.load(StorageProvider.class))
                .anySatisfy(provider -> assertThat(provider.schemes()).containsExactly("s3"));
    }

    @Test
    void thereIsNoBucket() {
        says(
                URI.create("s3://nowhere/root"),
                working,
                "there is no bucket 'nowhere'",
                "404 NoSuchBucket",
                "'high-availability.storageDir'");
        try (Storage storage = new S3StorageProvider().open(URI.create("s3://nowhere/root"), working)) {
            assertThatThrownBy(() -> storage.open(BlobName.of("x")))
                    .isExactlyInstanceOf(StorageException.class)
                    .hasMessageContaining("there is no bucket 'nowhere'");
        }
    }

    @Test
    void theKeysAreWrong() {
        says(
                ROOT,
                working.with("high-availability.s3.access-key", "other"),
                "the credentials are wrong",
                "InvalidAccessKeyId",
                "'high-availability.s3.access-key'");
    }

    @Test
    void theRegionIsWrong() {
        server.behaviour().region = "eu-central-1";
        says(ROOT, working, "the region is wrong", "Set 'high-availability.s3.region' to 'eu-central-1'");
        try (Storage storage =
                new S3StorageProvider().open(ROOT, working.with("high-availability.s3.region", "eu-central-1"))) {
            storage.probe();
        }
    }

    @Test
    void permissionIsDenied() {
        server.behaviour().makeReadOnly("root/");
        says(ROOT, working, "permission denied", "403 AccessDenied", "(request test-request)", "beneath 'root/'");
    }

    @Test
    void theRegionIsWrongAsARedirectSaysIt() {
        server.next("PutObject", 1, new Fault.Refuse(301, "PermanentRedirect"));
        says(ROOT, working, "the region is wrong", "301 PermanentRedirect", "Set 'high-availability.s3.region'");
    }

    @Test
    void theClockIsWrong() {
        server.behaviour().clockAhead = Duration.ofHours(1);
        says(ROOT, working, "the clock of this machine is wrong", "403 RequestTimeTooSkewed", "Set it.");
    }

    @Test
    void theKeyOfTheEncryptionCannotBeUsed() {
        server.next("PutObject", 1, new Fault.Refuse(400, "KMS.DisabledException"));
        says(ROOT, working, "the key for the encryption cannot be used", "'high-availability.s3.kms-key-id'");
    }

    @Test
    void theCertificateIsNotTrusted() {
        CertificateAuthority unknown = CertificateAuthority.named("nobody knows");
        try (S3Server secure = S3Server.startTls(unknown.issue("server", "127.0.0.1"), "bucket")) {
            says(
                    ROOT,
                    working.with(
                            "high-availability.s3.endpoint", secure.endpoint().toString()),
                    "no TLS with https://127.0.0.1:",
                    "-Djavax.net.ssl.trustStore=FILE");
            says(
                    ROOT,
                    working.with(
                            "high-availability.s3.endpoint",
                            secure.endpoint().toString().replace("https", "http")),
                    "Check 'high-availability.s3.endpoint'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, has status 200 but not what an S3 server answers",
        "404, That is no answer of an S3 server",
        "405, That is no answer of an S3 server",
        "302, it sends to https://elsewhere.invalid/"
    })
    void theServerIsAnotherKindOfServer(int status, String said) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] page = "<html><body>Welcome</body></html>".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            if (status == 302) {
                exchange.getResponseHeaders().set("Location", "https://elsewhere.invalid/");
            }
            exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            says(ROOT, at(other.getAddress().getPort()), said, "'high-availability.s3.endpoint'");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void theServerSpeaksNoHttp() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread greeter = new Thread(() -> greet(socket));
            greeter.start();
            says(ROOT, at(socket.getLocalPort()), "cannot reach http://127.0.0.1", "'high-availability.s3.endpoint'");
        }
    }

    private static void greet(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getOutputStream().write("SSH-2.0-Test\r\n".getBytes(UTF_8));
            } catch (IOException e) {
                // Closed, or the client went away: the loop sees which.
            }
        }
    }

    private Configuration at(int port) {
        return working.with("high-availability.s3.endpoint", "http://127.0.0.1:" + port);
    }

    @Test
    void theServerStaysBusy() {
        server.next("PutObject", 100, new Fault.Refuse(503, "SlowDown"));
        says(ROOT, working.with("high-availability.s3.retries", "1"), "answered 503 SlowDown");
        assertThat(server.calls("PutObject")).isEqualTo(2);
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        says(
                ROOT,
                working.with("high-availability.s3.endpoint", "http://127.0.0.1:" + port),
                "cannot reach http://127.0.0.1:" + port,
                "refused",
                "'high-availability.s3.endpoint'");
    }

    @Test
    void theHostIsUnknown() {
        says(
                ROOT,
                working.with("high-availability.s3.endpoint", "http://no-such-host.invalid"),
                "cannot reach http://no-such-host.invalid",
                "is not known");
    }

    @Test
    void theServerIsSilent() {
        server.next("PutObject", 100, new Fault.Hang());
        long begin = System.nanoTime();
        says(
                ROOT,
                working.with("high-availability.s3.request-timeout", "2 s"),
                "no answer from http://127.0.0.1:",
                "within 2000 ms",
                "'high-availability.s3.request-timeout'");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aSilentConnectionIsGivenUpAndTriedAgain() {
        server.next("PutObject", 1, new Fault.Hang());
        try (Storage storage =
                new S3StorageProvider().open(ROOT, working.with("high-availability.s3.socket-timeout", "500 ms"))) {
            storage.write(BlobName.of("x"), BlobSource.of(new byte[1]));
            assertThat(server.calls("PutObject")).isEqualTo(2);
        }
    }

    @Test
    void theNewerChecksumsAreSentWhenAskedFor() {
        Configuration newer = working.with("high-availability.s3.checksums", "when-supported");
        says(
                ROOT,
                newer,
                "answered 400",
                "If the server does not know the newer checksums, set 'high-availability.s3.checksums' to 'when-required'");
        server.behaviour().refusesNewerChecksums = false;
        try (Storage storage = new S3StorageProvider().open(ROOT, newer)) {
            storage.probe();
        }
    }

    @Test
    void noSecretIsInAMessageOrRoot() {
        assertThatThrownBy(() -> new S3StorageProvider().open(URI.create("s3://id:hidden@bucket/x"), working))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("hidden");
        server.behaviour().accessKey = "other";
        try (Storage storage = new S3StorageProvider().open(ROOT, working)) {
            assertThatThrownBy(storage::probe).hasMessageNotContaining("test-secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3:/root", "s3://bucket/a//b", "s3://bucket/../x", "s3://bucket/x?y", "s3://bu:cket/x"})
    void refusesOddRoots(String root) {
        assertThat(new S3StorageProvider().validate(URI.create(root), working)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket", "s3://bucket/", "s3://bucket/a%20b/%C3%A4/c%2Bd", "s3://under_score/x/"})
    void worksAtAnyRoot(String root) {
        URI uri = URI.create(root.replace("under_score", "bucket"));
        try (Storage storage = new S3StorageProvider().open(uri, working)) {
            assertThat(new S3StorageProvider().validate(URI.create(root), working))
                    .isEmpty();
            BlobName name = BlobName.of("a b", "%");
            storage.write(name, BlobSource.of(new byte[1]));
            assertThat(storage.list("")).containsExactly(name);
            assertThat(storage.location(name).toString())
                    .isEqualTo(root.replace("under_score", "bucket").replaceAll("/$", "") + "/a%2520b/%2525");
            assertThat(server.keys("bucket")).hasSize(1);
        }
    }

    @Test
    void twoKeysGoTogether() {
        assertThat(new S3StorageProvider().validate(ROOT, Configuration.of(Map.of("s3.access-key", "x"))))
                .singleElement()
                .asString()
                .contains("go together");
    }

    private static void says(URI root, Configuration configuration, String... parts) {
        try (Storage storage = new S3StorageProvider().open(root, configuration)) {
            assertThatThrownBy(storage::probe)
                    .isExactlyInstanceOf(StorageException.class)
                    .hasMessageContainingAll(parts)
                    .hasMessageContaining(root.toString());
        }
    }
}
