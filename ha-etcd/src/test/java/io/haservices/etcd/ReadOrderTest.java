package io.haservices.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.etcd.jetcd.api.ResponseHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadOrderTest {
    private final ReadOrder order = new ReadOrder();
    private final List<String> told = new ArrayList<>();

    @Test
    void answersInTheOrderOfTheQuestions() {
        ReadOrder.Turn first = order.begin();
        ReadOrder.Turn second = order.begin();
        answered("second", second, 7);
        assertThat(told).isEmpty();
        answered("first", first, 7);
        assertThat(told).containsExactly("first 7", "second 7");
    }

    @Test
    void asksAgainWhatIsOlderThanTheAnswerBefore() {
        ReadOrder.Turn first = order.begin();
        ReadOrder.Turn second = order.begin();
        ReadOrder.Turn third = order.begin();
        answered("second", second, 6);
        answered("third", third, 7);
        answered("first", first, 7);
        assertThat(told).containsExactly("first 7", "second again");
        answered("second", second, 8);
        assertThat(told).containsExactly("first 7", "second again", "second 8", "third again");
    }

    @Test
    void waitsForNoneThatHasEnded() {
        ReadOrder.Turn first = order.begin();
        ReadOrder.Turn second = order.begin();
        answered("second", second, 1);
        order.leave(first);
        assertThat(told).containsExactly("second 1");
    }

    private void answered(String name, ReadOrder.Turn turn, long revision) {
        order.answered(
                turn,
                ResponseHeader.newBuilder().setRevision(revision).build(),
                () -> told.add(name + " " + revision),
                () -> told.add(name + " again"));
    }
}
