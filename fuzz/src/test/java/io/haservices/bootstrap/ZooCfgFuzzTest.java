package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** conf/zoo.cfg, which was mostly written for ZooKeeper's own scripts. */
class ZooCfgFuzzTest {
    @TempDir
    Path folder;

    @FuzzTest
    void everyFileIsReadOrRefused(byte[] data) throws IOException {
        Path file = Files.write(folder.resolve("zoo.cfg"), data);
        try {
            ZooCfg cfg = ZooCfg.load(file);
            assertThat(cfg.peers()).isNotEmpty();
            cfg.peers().forEach((id, peer) -> assertThat(peer.id()).isEqualTo(id));
        } catch (BootstrapException e) {
            assertThat(e.words()).contains("zoo.cfg");
            assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE_OR_CONFIGURATION);
        }
    }
}
