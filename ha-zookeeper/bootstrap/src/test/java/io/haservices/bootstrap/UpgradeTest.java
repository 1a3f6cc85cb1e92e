package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeTest {
    @TempDir
    Path root;

    private Path versions = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        data().prepare();
        versions = Files.createDirectories(root.resolve("1/version-2"));
        Files.createFile(versions.resolve("log.100000001"));
    }

    @Test
    void trustsALogWithoutSnapshotOnlyBehindAServerThatLeavesSuchOnes() {
        assertThat(trusts("3.9")).as("of nobody known").isFalse();
        assertThat(trusts("3.4")).as("3.4 needs no word for it").isFalse();
        assertThat(trusts("3.9")).as("behind 3.4").isTrue();
        assertThat(trusts("3.5"))
                .as("when the newer one ended before its snapshot")
                .isTrue();
    }

    @Test
    void trustsNothingOnceThereIsASnapshot() throws IOException {
        trusts("3.4");
        Files.createFile(versions.resolve("snapshot.0"));
        assertThat(trusts("3.9")).isFalse();
        Files.delete(versions.resolve("snapshot.0"));
        assertThat(trusts("3.9")).as("a snapshot that was lost").isFalse();
    }

    private boolean trusts(String line) {
        return new Upgrade(data())
                .to(new ServerJar(root.resolve("x.jar"), line), new EffectiveConfiguration(Map.of()))
                .settings()
                .containsKey("snapshot.trust.empty");
    }

    private DataFolder data() {
        return DataFolder.of(root, 1, "zoo.cfg");
    }
}
