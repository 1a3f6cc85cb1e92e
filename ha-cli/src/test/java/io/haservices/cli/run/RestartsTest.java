package io.haservices.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongest() {
        Restarts restarts = new Restarts(RestartPolicy.ON_FAILURE, SECOND, Duration.ofSeconds(5), 0);
        for (int seconds : new int[] {1, 2, 4, 5, 5}) {
            assertThat(restarts.after(1, SECOND)).contains(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void beginsAnewAfterACommandThatRanForLong() {
        Restarts restarts = new Restarts(RestartPolicy.ON_FAILURE, SECOND, MINUTE, 2);
        restarts.after(1, SECOND);
        restarts.after(1, SECOND);
        assertThat(restarts.after(1, MINUTE.plus(SECOND))).contains(SECOND);
        assertThat(restarts.after(1, SECOND)).contains(SECOND.multipliedBy(2));
        assertThat(restarts.after(1, SECOND)).isEmpty();
    }

    @Test
    void asksThePolicy() {
        assertThat(new Restarts(RestartPolicy.NO, SECOND, MINUTE, 0).after(1, SECOND))
                .isEmpty();
        assertThat(new Restarts(RestartPolicy.ON_FAILURE, SECOND, MINUTE, 0).after(0, SECOND))
                .isEmpty();
        assertThat(new Restarts(RestartPolicy.ON_FAILURE, SECOND, MINUTE, 0).after(75, SECOND))
                .isPresent();
        assertThat(new Restarts(RestartPolicy.ALWAYS, SECOND, MINUTE, 0).after(0, SECOND))
                .isPresent();
    }
}
