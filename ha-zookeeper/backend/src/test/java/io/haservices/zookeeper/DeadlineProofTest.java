package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Times are milliseconds; the timeout is 3,200 ms, so the margin is 32 ms and the gap 900 ms. */
class DeadlineProofTest {
    private static final long MARGIN = 32;

    private final DeadlineProof proof = new DeadlineProof(Duration.ofMillis(3200), ms(0));

    @Test
    void beginsWithTheOpeningOfTheHandle() {
        assertDeadline(3200 - MARGIN);
    }

    @Test
    void anAnswerProvesNothingAboutItsOwnHeartbeat() {
        proof.answered(ms(100), ms(110));
        assertDeadline(3200 - MARGIN);
    }

    @Test
    void provesAHeartbeatThatWasAnsweredLongEnoughBeforeALaterOneWasSent() {
        proof.answered(ms(100), ms(110));
        proof.answered(ms(1010), ms(1020));
        assertDeadline(100 + 3200 - MARGIN);
    }

    @Test
    void aHeartbeatThatWasAnsweredLateIsNoBase() {
        proof.answered(ms(100), ms(600));
        proof.answered(ms(1010), ms(1020));
        assertDeadline(3200 - MARGIN);
        proof.answered(ms(1500), ms(1510));
        assertDeadline(100 + 3200 - MARGIN);
    }

    @Test
    void takesTheNewestOfSeveralBases() {
        for (int sent = 0; sent <= 2000; sent += 500) {
            proof.answered(ms(sent), ms(sent + 10));
        }
        assertDeadline(1000 + 3200 - MARGIN);
    }

    @Test
    void neverMovesBack() {
        DeadlineProof late = new DeadlineProof(Duration.ofMillis(3200), ms(5000));
        late.answered(ms(100), ms(110));
        late.answered(ms(2000), ms(2010));
        assertThat(late.deadline()).isEqualTo(ms(5000 + 3200 - MARGIN));
    }

    private void assertDeadline(long millis) {
        assertThat(proof.deadline()).isEqualTo(ms(millis));
    }

    private static long ms(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
