package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerHeapTest {
    @TempDir
    Path conf;

    @ParameterizedTest
    @CsvSource({
        "ha.yaml, zookeeper.heap.mb: 256",
        "ha.yaml, 'zookeeper: {heap: {mb: 256}}'",
        "config.yaml, zookeeper.heap.mb: 256",
        "flink-conf.yaml, zookeeper.heap.mb: 256",
    })
    void readsWhatTheClientsReadToo(String file, String text) throws IOException {
        Files.writeString(conf.resolve(file), text + "\n");
        assertThat(ServerHeap.options(conf, Map.of())).containsExactly("-Xms256m", "-Xmx256m");
    }

    @Test
    void leavesItToJavaWhenNothingOrZeroIsSet() throws IOException {
        assertThat(ServerHeap.options(conf, Map.of())).isEmpty();
        assertThat(ServerHeap.options(conf.resolve("absent"), Map.of())).isEmpty();
        Files.writeString(conf.resolve("ha.yaml"), "zookeeper.heap.mb: 0\n");
        assertThat(ServerHeap.options(conf, Map.of())).isEmpty();
    }

    @Test
    void theEnvironmentWinsOverTheFile() throws IOException {
        Files.writeString(conf.resolve("ha.yaml"), "zookeeper.heap.mb: 128\n");
        assertThat(ServerHeap.options(conf, Map.of("HA_PROPERTIES", "zookeeper.heap.mb=64")))
                .contains("-Xmx64m");
    }

    @Test
    void refusesWhatIsNoNumberOrCannotBeRead() throws IOException {
        Files.writeString(conf.resolve("ha.yaml"), "zookeeper.heap.mb: 1g\n");
        assertThatThrownBy(() -> ServerHeap.options(conf, Map.of()))
                .isInstanceOf(BootstrapException.class)
                .hasMessageContaining("ha.yaml")
                .hasMessageContaining("'1g'");
        Files.writeString(conf.resolve("ha.yaml"), "a: [\n");
        assertThatThrownBy(() -> ServerHeap.options(conf, Map.of())).isInstanceOf(BootstrapException.class);
    }
}
