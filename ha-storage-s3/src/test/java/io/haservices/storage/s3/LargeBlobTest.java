package io.haservices.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.testkit.servers.s3.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A blob much larger than the heap is written and read. */
@Timeout(360)
class LargeBlobTest {
    @TempDir
    Path home;

    @Test
    void aGibibyteGoesThroughAHeapOf256MiB() throws Exception {
        try (S3Server server = S3Server.start("bucket")) {
            String printed = ChildJvm.run(
                    home,
                    Map.of(),
                    List.of("-Xmx256m"),
                    LargeBlobProgram.class,
                    server.endpoint().toString());
            assertThat(printed).contains("written 1073741824, read back the same");
            assertThat(server.calls("UploadPart")).isEqualTo(128);
            assertThat(server.pendingUploads("bucket")).isZero();
        }
    }
}
