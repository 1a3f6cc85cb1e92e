package io.haservices.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkConfFileTest {
    @TempDir
    Path folder;

    @Test
    void readsLinesAndNotYaml() throws IOException {
        Map<String, String> values = read("""
                ---
                # a comment
                high-availability: ZOOKEEPER # the mode
                high-availability.zookeeper.quorum: a:2181,b:2181
                  indented.key:   "quotes stay"
                env.java.opts: -Dx=[y: {z} @ %
                taskmanager.numberOfTaskSlots: 010
                """).configuration().asMap();
        assertThat(values)
                .containsEntry("high-availability", "ZOOKEEPER")
                .containsEntry("high-availability.zookeeper.quorum", "a:2181,b:2181")
                .containsEntry("indented.key", "\"quotes stay\"")
                .containsEntry("env.java.opts", "-Dx=[y: {z} @ %")
                .containsEntry("taskmanager.numberOfTaskSlots", "010")
                .hasSize(5);
    }

    @Test
    void letsTheLastOfTwoLinesCountAndSaysSo() throws IOException {
        LoadedConfiguration loaded = read("a: 1\na: 2\n");
        assertThat(loaded.configuration().asMap()).containsEntry("a", "2");
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .contains("flink-conf.yaml:1 and")
                .contains("the last");
    }

    @Test
    void skipsALineThatIsNoPairWithoutShowingIt() throws IOException {
        LoadedConfiguration loaded = read("a: 1\npassword:hunter2\n");
        assertThat(loaded.configuration().asMap()).containsOnlyKeys("a");
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .contains("flink-conf.yaml:2: skipped")
                .doesNotContain("hunter2");
    }

    private LoadedConfiguration read(String text) throws IOException {
        Files.writeString(folder.resolve("flink-conf.yaml"), text);
        return new ConfigurationLoader(TestOptions.CATALOG).load(folder, Map.of(), List.of());
    }
}
