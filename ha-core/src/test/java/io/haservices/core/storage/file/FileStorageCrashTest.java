package io.haservices.core.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.config.Configuration;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class FileStorageCrashTest {
    @TempDir
    Path root;

    @RepeatedTest(3)
    void keepsWhatWasAcknowledgedAndShowsNothingPartialWhenTheWriterIsKilled() throws Exception {
        List<String> acknowledged = writeUntilKilled(50);
        Storage storage = new FileStorageProvider().open(root.toUri(), Configuration.of(Map.of()));
        List<BlobName> visible = storage.list("");
        assertThat(visible).extracting(BlobName::path).containsAll(acknowledged);
        assertThat(visible.size()).isBetween(acknowledged.size(), acknowledged.size() + 1);
        for (BlobName name : visible) {
            int number = Integer.parseInt(name.path().replaceFirst(".*/b", ""));
            try (InputStream in = storage.open(name)) {
                assertThat(in.readAllBytes()).as(name.path()).isEqualTo(BlobWriterMain.content(number));
            }
        }
        assertThat(storage.incomplete("")).hasSizeLessThanOrEqualTo(1);
        storage.discard(storage.incomplete(""));
        assertThat(storage.incomplete("")).isEmpty();
        assertThat(storage.list("")).isEqualTo(visible);
    }

    private List<String> writeUntilKilled(int count) throws IOException, InterruptedException {
        Process process = ChildJvm.start(BlobWriterMain.class, root.toUri().toString());
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (lines.size() == count) {
                    // Not process.destroyForcibly(), which closes the stream that we read.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(lines).as("the writer must have been killed while it wrote").hasSizeGreaterThanOrEqualTo(count);
        return lines;
    }
}
