package io.haservices.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.haservices.testkit.servers.s3.S3Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a class loader of its own, no context class loader, and credentials from the SDK's default chain. */
@Timeout(360)
class IsolatedModuleTest {
    @TempDir
    Path home;

    private final S3Server server = S3Server.start("bucket");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void findsKeysInTheEnvironment() throws Exception {
        assertThat(run(Map.of("AWS_ACCESS_KEY_ID", "test-key", "AWS_SECRET_ACCESS_KEY", "x")))
                .contains("it works");
    }

    @Test
    void findsKeysInAProfile() throws Exception {
        Files.createDirectory(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/credentials"), "[default]\naws_access_key_id=test-key\naws_secret_access_key=x\n");
        assertThat(run(Map.of())).contains("it works");
    }

    @Test
    void tellsThatThereAreNoCredentials() throws Exception {
        assertThat(run(Map.of()))
                .contains("cannot read and write in s3://bucket/root: no credentials were found")
                .contains("'high-availability.s3.access-key'");
    }

    @Test
    void takesTheWebIdentityOfKubernetes() throws Exception {
        HttpServer tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ("<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>"
                            + "<AccessKeyId>test-key</AccessKeyId><SecretAccessKey>x</SecretAccessKey>"
                            + "<SessionToken>of-the-pod</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>"
                            + "</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        tokens.start();
        try {
            String token = Files.writeString(home.resolve("token"), "a-token").toString();
            String printed = run(Map.of(
                    "AWS_WEB_IDENTITY_TOKEN_FILE",
                    token,
                    "AWS_ROLE_ARN",
                    "arn:aws:iam::1:role/x",
                    "AWS_REGION",
                    "us-east-1",
                    "AWS_ENDPOINT_URL_STS",
                    "http://127.0.0.1:" + tokens.getAddress().getPort()));
            assertThat(printed).contains("it works");
            assertThat(server.received("PutObject"))
                    .isNotEmpty()
                    .allMatch(request -> request.header("x-amz-security-token").equals("of-the-pod"));
        } finally {
            tokens.stop(0);
        }
    }

    private String run(Map<String, String> environment) throws Exception {
        return ChildJvm.run(
                home,
                environment,
                List.of(),
                IsolatedProgram.class,
                server.endpoint().toString());
    }
}
