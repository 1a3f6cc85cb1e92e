package io.haservices.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepDownTest {
    private final StepDown stepDown = new StepDown(at(10_000), Duration.ofSeconds(2), Duration.ofSeconds(1));

    @Test
    void doesNothingUntilGraceAndReserveAreLeft() {
        assertThat(stepDown.due(at(6_999))).isEqualTo(StepDown.Due.NOTHING);
        assertThat(stepDown.due(at(7_000))).isEqualTo(StepDown.Due.TERM);
    }

    @Test
    void killsAfterTheGraceAndAgainUntilNobodyAsks() {
        stepDown.due(at(7_000));
        assertThat(stepDown.due(at(8_999))).isEqualTo(StepDown.Due.NOTHING);
        assertThat(stepDown.due(at(9_000))).isEqualTo(StepDown.Due.KILL);
        assertThat(stepDown.due(at(9_001))).isEqualTo(StepDown.Due.NOTHING);
        assertThat(stepDown.due(at(9_100))).isEqualTo(StepDown.Due.KILL);
    }

    @Test
    void keepsTheReserveEvenIfTheGraceDoesNotFitAnyMore() {
        assertThat(stepDown.due(at(8_000))).isEqualTo(StepDown.Due.TERM);
        assertThat(stepDown.due(at(9_000))).isEqualTo(StepDown.Due.KILL);
    }

    @Test
    void killsAtOnceWhenItWakesUpTooLate() {
        assertThat(stepDown.due(at(60_000))).isEqualTo(StepDown.Due.TERM);
        assertThat(stepDown.due(at(60_000))).isEqualTo(StepDown.Due.KILL);
    }

    @Test
    void onlyMovesTheDeadlineToLater() {
        stepDown.extend(at(0));
        assertThat(stepDown.wakeAt()).isEqualTo(at(7_000));
        stepDown.extend(at(20_000));
        assertThat(stepDown.wakeAt()).isEqualTo(at(17_000));
    }

    @Test
    void takesNoExtensionOnceItHasBegun() {
        assertThat(stepDown.begin(at(0))).isTrue();
        stepDown.extend(at(20_000));
        assertThat(stepDown.wakeAt()).isEqualTo(at(2_000));
        assertThat(stepDown.begin(at(1_000))).isFalse();
    }

    // The monotonic clock may wrap; here it does so between the start and the deadline.
    private static long at(long millis) {
        return Long.MAX_VALUE - 3_000_000_000L + millis * 1_000_000;
    }
}
