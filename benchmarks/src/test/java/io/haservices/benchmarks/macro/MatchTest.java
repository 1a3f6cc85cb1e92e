package io.haservices.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.haservices.benchmarks.macro.Figure.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class MatchTest {
    private static final Subject STEP = new Subject("test", "alone", "step");

    @Test
    void ratiosAreOursDividedByTheOther() {
        List<Figure> figures = match(10).play(List.of(arm(Arm.OURS, () -> 6_000_000), arm("slow", () -> 12_000_000)));
        Figure slow = figure(figures, "slow");
        assertThat(slow.time().median()).isCloseTo(0.5, within(0.01));
        assertThat(slow.time().pairs()).isEqualTo(10);
        assertThat(slow.medianMicros()).isCloseTo(12_000, within(100.0));
        assertThat(figure(figures, Arm.OURS).time().median()).isEqualTo(1);
    }

    @Test
    void armsTakeTurnsInAnOrderThatChanges() {
        List<String> turns = Collections.synchronizedList(new ArrayList<>());
        match(3).play(List.of(arm(Arm.OURS, () -> told(turns, "a")), arm("b", () -> told(turns, "b"))));
        assertThat(String.join("", turns)).isEqualTo("baabbaab");
    }

    @Test
    void aFailingArmIsNamed() {
        Arm failing = arm("broken", () -> {
            throw new IllegalStateException("no more");
        });
        assertThatThrownBy(() -> match(1).play(List.of(arm(Arm.OURS, () -> 1), failing)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("broken failed in test, alone")
                .hasRootCauseMessage("no more");
    }

    @Test
    void goalsAreMetMissedOrLeftOpen() {
        Ratio clear = new Ratio(0.4, 0.35, 0.45, 60);
        Ratio unclear = new Ratio(0.5, 0.4, 0.6, 60);
        Goal half = new Goal(STEP, "other", Goal.Measure.TIME_AT_MOST, 0.5, "");
        assertThat(half.judge(List.of(of("other", clear)))).contains(Goal.Verdict.MET);
        assertThat(half.judge(List.of(of("other", unclear)))).contains(Goal.Verdict.UNDECIDED);
        Goal third = new Goal(STEP, "other", Goal.Measure.TIME_AT_MOST, 0.33, "");
        assertThat(third.judge(List.of(of("other", clear)))).contains(Goal.Verdict.MISSED);
        assertThat(third.judge(List.of())).isEmpty();
    }

    @Test
    void onlyWhatMovedOutsideTheBandIsNamed() {
        Figure again = of(Arm.OURS_AGAIN, new Ratio(1, 0.9, 1.12, 60));
        List<Figure> before = List.of(again, of("other", new Ratio(1, 0.99, 1.01, 60)));
        assertThat(Comparison.moved(before, List.of(again, of("other", new Ratio(1.1, 1.09, 1.11, 60)))))
                .isEmpty();
        assertThat(Comparison.moved(before, List.of(again, of("other", new Ratio(1.2, 1.19, 1.21, 60)))))
                .singleElement()
                .asString()
                .startsWith("SLOWER: test, alone, step");
    }

    @Test
    void figuresComeBackFromTheirFile() {
        Figure figure = of("other", new Ratio(1.5, 1.25, 2, 60));
        assertThat(Figure.of(figure.json())).isEqualTo(figure);
        assertThat(Page.of(List.of(figure), "", List.of())).contains("| step | other |", "1.50 (1.25 to 2.00)");
    }

    private static Match match(int rounds) {
        return new Match("test", "alone", 1, Duration.ZERO, rounds);
    }

    private static long told(List<String> turns, String turn) {
        turns.add(turn);
        return 1;
    }

    private static Figure figure(List<Figure> figures, String arm) {
        return figures.stream()
                .filter(figure -> figure.arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }

    private static Figure of(String arm, Ratio time) {
        return new Figure(STEP, arm, 60, 1, 2, 3, time, time);
    }

    private static Arm arm(String name, LongSupplier nanos) {
        return new Arm() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void once(Steps steps) {
                steps.took("step", nanos.getAsLong());
            }

            @Override
            public void close() {}
        };
    }
}
