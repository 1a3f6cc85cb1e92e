package io.haservices.testkit.history;

import static io.haservices.testkit.history.RegisterOperation.read;
import static io.haservices.testkit.history.RegisterOperation.unknownWrite;
import static io.haservices.testkit.history.RegisterOperation.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
    private static final int HISTORIES = 20_000;
    private static final Optional<String> NOTHING = Optional.empty();

    @Test
    void agreesWithTryingAllOrdersOnRandomHistories() {
        int good = 0;
        int bad = 0;
        int withUnknown = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<RegisterOperation> history = random(random, 1 + random.nextInt(7), random.nextBoolean());
            boolean expected = BruteForce.isLinearizable(history);
            Optional<String> violation = Linearizability.violation(history);
            assertThat(violation.isEmpty())
                    .as("seed %d: %s%n%s", seed, violation, history)
                    .isEqualTo(expected);
            good += expected ? 1 : 0;
            bad += expected ? 0 : 1;
            withUnknown += history.stream().anyMatch(RegisterOperation::isUnknown) ? 1 : 0;
        }
        // A comparison that never saw one of them would prove nothing.
        assertThat(good).isGreaterThan(HISTORIES / 10);
        assertThat(bad).isGreaterThan(HISTORIES / 10);
        assertThat(withUnknown).isGreaterThan(HISTORIES / 10);
    }

    @Test
    void anEmptyHistoryIsLinearizable() {
        assertThat(Linearizability.violation(List.of())).isEmpty();
    }

    @Test
    void aStaleReadIsNamed() {
        assertThat(Linearizability.violation(
                        List.of(write("a", "1", 0, 1), write("b", "2", 2, 3), read("c", Optional.of("1"), 4, 5))))
                .hasValueSatisfying(
                        violation -> assertThat(violation).contains("c read 1").contains("the register held 2"));
    }

    @Test
    void aLostWriteIsNamed() {
        assertThat(Linearizability.violation(List.of(write("a", "1", 0, 1), read("c", NOTHING, 2, 3))))
                .isPresent();
    }

    @Test
    void aReadOfWhatNobodyWroteIsNamed() {
        assertThat(Linearizability.violation(List.of(read("c", Optional.of("1"), 2, 3))))
                .isPresent();
    }

    @Test
    void anUnknownWriteMayTakeEffectLateOrNever() {
        assertThat(Linearizability.violation(
                        List.of(unknownWrite("a", "1", 0), write("b", "2", 1, 2), read("c", Optional.of("1"), 8, 9))))
                .isEmpty();
        assertThat(Linearizability.violation(List.of(unknownWrite("a", "1", 0), read("c", NOTHING, 8, 9))))
                .isEmpty();
    }

    @Test
    void anUnknownWriteTakesEffectOnce() {
        assertThat(Linearizability.violation(List.of(
                        unknownWrite("a", "1", 0),
                        read("c", Optional.of("1"), 1, 2),
                        write("b", "2", 3, 4),
                        read("c", Optional.of("1"), 5, 6))))
                .isPresent();
    }

    @Test
    void operationsThatTouchOverlap() {
        assertThat(Linearizability.violation(List.of(write("a", "1", 0, 5), read("c", NOTHING, 5, 6))))
                .isEmpty();
    }

    @Test
    void aLongHistoryWithManyUnknownWritesIsJudged() {
        List<RegisterOperation> history = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            history.add(i % 3 == 0 ? unknownWrite("a", "v" + i, 10L * i) : write("a", "v" + i, 10L * i, 10L * i + 5));
            history.add(read("b", Optional.of("v" + i), 10L * i + 4, 10L * i + 8));
        }
        assertThat(Linearizability.violation(history)).isEmpty();
        history.add(read("b", Optional.of("v4000"), 60_000, 60_001));
        assertThat(Linearizability.violation(history)).isPresent();
    }

    /** Either anything, or what a real register might have answered, with a fault now and then. */
    private static List<RegisterOperation> random(Random random, int size, boolean plausible) {
        List<RegisterOperation> history = new ArrayList<>();
        List<Long> moments = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            moments.add((long) random.nextInt(3 * size));
        }
        Collections.sort(moments);
        Optional<String> state = Optional.empty();
        boolean unique = random.nextBoolean();
        for (int i = 0; i < size; i++) {
            long effect = moments.get(i);
            long invoked = effect - random.nextInt(4);
            long returned = effect + random.nextInt(4);
            String client = "c" + i;
            String value = unique ? "v" + i : "v" + random.nextInt(3);
            if (random.nextBoolean()) {
                boolean unknown = random.nextInt(3) == 0;
                history.add(unknown ? unknownWrite(client, value, invoked) : write(client, value, invoked, returned));
                if (!unknown || random.nextBoolean()) {
                    state = Optional.of(value);
                }
            } else {
                boolean arbitrary = !plausible || random.nextInt(5) == 0;
                Optional<String> seen = arbitrary ? Optional.of("v" + random.nextInt(size)) : state;
                history.add(read(client, seen, invoked, returned));
            }
        }
        Collections.shuffle(history, random);
        return history;
    }
}
