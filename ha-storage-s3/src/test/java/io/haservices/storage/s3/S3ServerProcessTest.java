package io.haservices.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.servers.s3.S3Server;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The test server as a process of its own, as scripts and other modules start it. */
@Timeout(120)
class S3ServerProcessTest {
    @Test
    void saysWhereItIsAndEndsWithItsInput() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        S3Server.class.getName(),
                        "0",
                        "bucket",
                        "other")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader printed = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            String line = printed.readLine();
            assertThat(line).startsWith("endpoint=http://127.0.0.1:");
            Configuration configuration = RemoteFixture.configuration(
                    URI.create(line.substring("endpoint=".length())), S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
            try (Storage storage = new S3StorageProvider().open(URI.create("s3://other/x"), configuration)) {
                storage.probe();
            }
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
