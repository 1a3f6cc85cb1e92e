package io.haservices.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.EndReason;
import io.haservices.cli.guard.CommandEnd;
import io.haservices.cli.guard.CommandEnd.Cause;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomeTest {
    @Test
    void returnsTheCodeOfACommandThatEndedByItself() {
        assertThat(Outcome.of(end(Cause.EXITED, 0), Optional.empty()).exitCode())
                .isZero();
        assertThat(Outcome.of(end(Cause.EXITED, 7), Optional.empty()).exitCode())
                .isEqualTo(7);
        assertThat(Outcome.of(end(Cause.NOT_STARTED, 127), Optional.empty()).exitCode())
                .isEqualTo(127);
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void neverReturnsZeroWhenLeadershipWasLost(Cause cause) {
        assertThat(Outcome.of(end(cause, 0), Optional.of(EndReason.SESSION_LOST))
                        .exitCode())
                .isEqualTo(75);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"STOPPED", "DEADLINE", "GUARD_LOST"})
    void neverReturnsZeroWhenTheCommandWasEnded(Cause cause) {
        assertThat(Outcome.of(end(cause, 0), Optional.empty()).exitCode()).isEqualTo(75);
    }

    private static CommandEnd end(Cause cause, int code) {
        return new CommandEnd(cause, OptionalInt.of(code), "");
    }
}
