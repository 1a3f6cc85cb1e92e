package io.haservices.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.haservices.errors.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Files and settings that people wrote, or programs for them (CF-03). */
class ConfigurationFuzzTest {
    @TempDir
    Path folder;

    @FuzzTest
    void everyFileIsReadOrRefusedWithItsName(byte[] data) throws IOException {
        for (String name : List.of("ha.yaml", "flink-conf.yaml")) {
            Path file = Files.write(folder.resolve(name), data);
            try {
                LoadedConfiguration loaded = new ConfigurationLoader(Values.CATALOG).load(folder, Map.of(), List.of());
                Values.areReadOrRefused(loaded.configuration());
            } catch (ConfigurationException e) {
                assertThat(e).hasMessageContaining(name);
            } finally {
                Files.delete(file);
            }
        }
    }
}
