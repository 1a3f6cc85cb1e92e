package io.haservices.core.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.LeaderInfo;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrievalMachineTest {
    private final RetrievalMachine machine = new RetrievalMachine();

    @Test
    void tellsThatThereIsNoLeaderAtFirst() {
        assertThat(machine.seen(Optional.empty())).contains(Optional.empty());
    }

    @Test
    void tellsTheSameOnlyOnce() {
        assertThat(machine.seen(leader(3))).contains(leader(3));
        assertThat(machine.seen(leader(3))).isEmpty();
    }

    @Test
    void neverTellsAnOlderLeader() {
        machine.seen(leader(3));
        machine.seen(Optional.empty());
        assertThat(machine.seen(leader(2))).isEmpty();
        assertThat(machine.seen(leader(4))).contains(leader(4));
    }

    private static Optional<LeaderInfo> leader(long epoch) {
        return Optional.of(new LeaderInfo("main", "id-" + epoch, epoch, true, Map.of()));
    }
}
