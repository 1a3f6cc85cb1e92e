package io.haservices.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final ConfigOption<Duration> WAIT = ConfigOption.of("wait", OptionType.DURATION)
            .defaultTo(Duration.ofSeconds(60))
            .deprecating("old.wait")
            .alias("also.wait");

    @ParameterizedTest
    @CsvSource({
        "250, PT0.25S",
        "30 s, PT30S",
        "30s, PT30S",
        "1 min, PT1M",
        "2 h, PT2H",
        "1 d, PT24H",
        "5 ns, PT0.000000005S",
        "PT3S, PT3S"
    })
    void readsDurationsAsPeopleWriteThem(String text, Duration expected) {
        assertThat(Configuration.of(Map.of("wait", text)).get(WAIT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"soon", "-1 s", "PT-1S", "P40000D", "3 fortnights", "99999999999999999999", "9999999999999 d"})
    void namesKeyAndValueThatDoesNotFit(String text) {
        assertThatThrownBy(() -> Configuration.of(Map.of("wait", text)).get(WAIT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'wait'")
                .hasMessageContaining(text)
                .hasMessageContaining("duration");
    }

    @Test
    void takesTheOwnKeyBeforeTheAliasBeforeTheDeprecatedOneBeforeTheDefault() {
        assertThat(Configuration.of(Map.of("old.wait", "1", "also.wait", "2", "wait", "3"))
                        .get(WAIT))
                .hasMillis(3);
        assertThat(Configuration.of(Map.of("old.wait", "1", "also.wait", "2")).get(WAIT))
                .hasMillis(2);
        assertThat(Configuration.of(Map.of("old.wait", "1")).get(WAIT)).hasMillis(1);
        assertThat(Configuration.of(Map.of("wait", " ")).get(WAIT)).hasSeconds(60);
    }

    @Test
    void neverPrintsASecretThatDoesNotFit() {
        ConfigOption<Integer> pin = ConfigOption.of("pin", OptionType.INTEGER).secretValue();
        assertThatThrownBy(() -> Configuration.of(Map.of("pin", "hunter2")).get(pin))
                .hasMessageContaining("'pin'")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void writesDefaultsAsTheyAreRead() {
        assertThat(WAIT.defaultText()).isEqualTo("1 min");
        assertThat(ConfigOption.of("a", OptionType.DURATION)
                        .defaultTo(Duration.ofMillis(1500))
                        .defaultText())
                .isEqualTo("1500 ms");
    }

    @Test
    void readsListsAndMaps() {
        assertThat(OptionType.LIST.parse(" a; b,c ")).containsExactly("a", "b", "c");
        assertThat(OptionType.MAP.parse("a:1, b:2:3")).containsEntry("a", "1").containsEntry("b", "2:3");
        assertThatThrownBy(() -> OptionType.MAP.parse("a")).hasMessageContaining("':'");
    }
}
