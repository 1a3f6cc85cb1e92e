package io.haservices.core.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.Configuration;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    Path mount;

    @Test
    void saysThatTheDiskIsFullAndKeepsWhatWasThere() throws Exception {
        mountOneMegabyte();
        try {
            Storage storage = new FileStorageProvider().open(mount.toUri(), Configuration.of(Map.of()));
            BlobName name = BlobName.of("a", "b");
            storage.write(name, BlobSource.of(new byte[100_000]));
            assertThatThrownBy(() -> storage.write(name, BlobSource.of(new byte[2_000_000])))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContainingAll("'a/b'", "No space left on device");
            try (InputStream in = storage.open(name)) {
                assertThat(in.readAllBytes()).hasSize(100_000);
            }
            assertThat(storage.incomplete("")).isEmpty();
            storage.delete(List.of(name));
        } finally {
            run("umount", mount.toString());
        }
    }

    private void mountOneMegabyte() throws IOException, InterruptedException {
        boolean mounted;
        try {
            mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "ha-test", mount.toString());
        } catch (IOException e) {
            mounted = false;
        }
        if (!mounted) {
            System.out.println("SKIPPED FullDiskTest: a tmpfs cannot be mounted here; that needs root.");
        }
        Assumptions.assumeTrue(mounted, "a tmpfs cannot be mounted here; that needs root");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
