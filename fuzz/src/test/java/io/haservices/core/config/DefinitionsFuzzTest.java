package io.haservices.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.haservices.errors.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What stands in HA_PROPERTIES and behind -D (CF-04). */
class DefinitionsFuzzTest {
    @FuzzTest
    void everyDefinitionIsReadOrRefused(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            LoadedConfiguration loaded =
                    new ConfigurationLoader(Values.CATALOG).load(null, Map.of("HA_PROPERTIES", text), List.of(text));
            Values.areReadOrRefused(loaded.configuration());
        } catch (ConfigurationException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
