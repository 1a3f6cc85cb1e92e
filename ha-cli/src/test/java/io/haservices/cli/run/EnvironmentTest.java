package io.haservices.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.cli.cluster.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void handsOverWhereTheClusterIs() {
        Map<String, String> environment = Environment.of(
                "c", "e", new Settings(Optional.of(Path.of("conf")), Map.of("HA_PROPERTIES", "a=1"), Map.of("b", "2")));

        assertThat(environment)
                .containsEntry("HA_ELECTION", "e")
                .containsEntry("HA_CLUSTER_ID", "c")
                .containsEntry("HA_CONF_DIR", Path.of("conf").toAbsolutePath().toString())
                .containsEntry("HA_PROPERTIES", "a=1\nb=2");
    }

    @Test
    void leavesThePropertiesAloneWhenThereAreNoOthers() {
        assertThat(Environment.of("c", "e", new Settings(Optional.empty(), Map.of("HA_PROPERTIES", "a=1"), Map.of())))
                .doesNotContainKeys("HA_PROPERTIES", "HA_CONF_DIR");
    }
}
