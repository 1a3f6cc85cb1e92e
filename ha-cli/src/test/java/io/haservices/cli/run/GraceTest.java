package io.haservices.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraceTest {
    @ParameterizedTest
    @ValueSource(longs = {2500, 5000, 10_000, 60_000, 180_000})
    void choosesAGraceThatFitsAndIsAtMostTenSeconds(long timeout) {
        Duration grace = Grace.of(Optional.empty(), Duration.ofMillis(timeout));

        assertThat(grace).isBetween(Duration.ZERO, Duration.ofSeconds(10));
        assertThat(grace.toMillis() + 1250).isLessThanOrEqualTo(timeout / 2);
    }

    @Test
    void takesTheGraceThatWasAskedForWhenItFits() {
        assertThat(Grace.of(Optional.of(Duration.ofSeconds(15)), Duration.ofSeconds(60)))
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void refusesAGraceThatDoesNotFitAndSaysWhatDoes() {
        assertThatThrownBy(() -> Grace.of(Optional.of(Duration.ofSeconds(10)), Duration.ofSeconds(10)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("10000 ms")
                .hasMessageContaining("--grace 3750ms");
    }

    // TERM would come that long after the deadline.
    @Test
    void refusesANegativeGrace() {
        assertThatThrownBy(() -> Grace.of(Optional.of(Duration.ofSeconds(-20)), Duration.ofSeconds(60)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("--grace is negative");
    }

    @Test
    void refusesASessionThatIsTooShortForAnyGrace() {
        assertThatThrownBy(() -> Grace.of(Optional.empty(), Duration.ofSeconds(2)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no grace fits")
                .hasMessageContaining("2500 ms");
    }
}
