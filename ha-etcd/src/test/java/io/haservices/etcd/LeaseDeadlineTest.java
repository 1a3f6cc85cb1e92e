package io.haservices.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseDeadlineTest {
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void countsFromWhenTheRenewalWasSentAndKeepsAMargin() {
        LeaseDeadline deadline = new LeaseDeadline(0, TTL);
        assertThat(deadline.nanos()).isEqualTo(10 * SECOND - SECOND / 10);
        deadline.renewed(3 * SECOND, TTL);
        assertThat(deadline.nanos()).isEqualTo(13 * SECOND - SECOND / 10);
    }

    @Test
    void neverMovesBack() {
        LeaseDeadline deadline = new LeaseDeadline(5 * SECOND, TTL);
        long before = deadline.nanos();
        deadline.renewed(4 * SECOND, TTL);
        assertThat(deadline.nanos()).isEqualTo(before);
    }

    @Test
    void isRightWhereTheClockOverflows() {
        LeaseDeadline deadline = new LeaseDeadline(Long.MAX_VALUE, TTL);
        deadline.renewed(Long.MAX_VALUE + SECOND, TTL);
        assertThat(deadline.nanos() - Long.MAX_VALUE).isEqualTo(11 * SECOND - SECOND / 10);
    }
}
