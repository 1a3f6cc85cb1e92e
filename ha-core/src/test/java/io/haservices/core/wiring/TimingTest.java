package io.haservices.core.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.config.Configuration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimingTest {
    private static final Duration SESSION = Duration.ofSeconds(8);

    @Test
    void saysWhatTheNumbersPromise() {
        assertThat(timing(Map.of(
                                "high-availability.leadership.step-down-margin", "1 s",
                                "high-availability.tolerate-suspended-connections", "true"))
                        .promises())
                .containsExactly(
                        "session timeout 8000 ms, step-down margin 1000 ms, deadline of a healthy leader at least 4000 ms ahead",
                        "a pause of the leader's process, or an outage of its connection, of up to 3000 ms costs nothing",
                        "beneath 'ha run' the command is ended its --grace and 1 s before the deadline: such a pause may take so much less, in place of the margin",
                        "a leader that is cut off steps down within 7000 ms, and another leads soon after 8000 ms",
                        "a leader that crashes is replaced at once, or soon after 8000 ms where its port cannot be asked");
    }

    @Test
    void aMarginThatDoesNotFitIsSaid() {
        assertThat(timing(Map.of("high-availability.leadership.step-down-margin", "3 s"))
                        .warnings())
                .singleElement()
                .asString()
                .contains("step-down-margin is 3000 ms", "2000 ms is taken");
    }

    @Test
    void silenceThatIsToleratedForLongerThanTheSessionIsSaid() {
        Timing timing = timing(Map.of(
                "high-availability.liveness.policy", "unreachable",
                "high-availability.liveness.unreachable-after", "8 s"));
        assertThat(timing.warnings()).singleElement().asString().contains("unreachable-after is 8000 ms");
    }

    private static Timing timing(Map<String, String> settings) {
        return new Timing(SESSION, Configuration.of(settings));
    }
}
