package io.haservices.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.testkit.history.FencedRegister.Accepted;
import io.haservices.testkit.history.FencedRegister.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

class FencedRegisterTest {
    private static final List<Term> TERMS = List.of(new Term("a", 1, 100), new Term("b", 2, 200));

    @Test
    void risingEpochsAreSound() {
        assertThat(FencedRegister.violations(
                        TERMS, List.of(write(1, 110, 120), write(1, 190, 210), write(2, 205, 220), write(2, 230, 240))))
                .isEmpty();
    }

    @Test
    void aWriteThatBeganAfterANewerTermIsNamed() {
        assertThat(FencedRegister.violations(TERMS, List.of(write(1, 201, 220))))
                .singleElement()
                .asString()
                .contains("epoch 1", "after b had been granted epoch 2");
    }

    @Test
    void anOlderEpochAfterAWriteOfANewerIsNamed() {
        // The newer term has begun, though its holder was told later.
        assertThat(FencedRegister.violations(
                        List.of(new Term("a", 1, 100), new Term("b", 2, 400)),
                        List.of(write(2, 205, 210), write(1, 211, 220))))
                .singleElement()
                .asString()
                .contains("of epoch 1 was accepted after", "of epoch 2");
    }

    @Test
    void oneEpochForTwoIsNamed() {
        assertThat(FencedRegister.violations(List.of(new Term("a", 1, 100), new Term("b", 1, 200)), List.of()))
                .containsExactly("epoch 1 was granted to a and to b");
    }

    private static Accepted write(long epoch, long invoked, long returned) {
        return new Accepted(epoch, invoked, returned, "a write");
    }
}
