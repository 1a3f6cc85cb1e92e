package io.haservices.benchmarks.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.benchmarks.attack.Verdict.Rule;
import io.haservices.benchmarks.attack.Verdict.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the lines that contenders write to what is wrong with them. */
class VerdictTest {
    private final History history = new History();
    private int operations;
    private long now = 1_000;

    @Test
    void aSoundHistoryIsFoundSound() {
        history.heard("c1.1", "granted 100 1");
        write("c1.1", "c1.1:1:1", 1, "ok");
        read("c1.1", "c1.1:1:1", 1);
        write("c1.1", "c1.1:1:2", 1, "failed");
        write("c1.1", "c1.1:1:3", 1, "unknown");
        glance("c2.1", "c1.1:1:1");
        history.heard("c1.1", "revoked " + next() + " 1 CLOSED");
        history.heard("c2.1", "granted " + next() + " 2");
        read("c2.1", "c1.1:1:3", 2);
        history.left("c1.1", next());
        history.died("c2.1", next());

        assertThat(rules()).isEmpty();
    }

    @Test
    void aLateWriteIsFound() {
        history.heard("c1.1", "granted 100 1");
        history.heard("c2.1", "granted " + next() + " 2");
        write("c1.1", "c1.1:1:1", 1, "ok");

        assertThat(rules()).containsExactly(Rule.FENCED);
    }

    @Test
    void aLateWriteOfUnknownOutcomeIsFoundWhenSomebodyReadIt() {
        history.heard("c1.1", "granted 100 1");
        history.heard("c2.1", "granted " + next() + " 2");
        write("c1.1", "c1.1:1:1", 1, "unknown");
        assertThat(rules()).isEmpty();

        glance("c3.1", "c1.1:1:1");
        assertThat(rules()).containsExactly(Rule.FENCED);
    }

    @Test
    void aWriteThatWasSaidToHaveFailedAndIsReadIsFound() {
        history.heard("c1.1", "granted 100 1");
        write("c1.1", "c1.1:1:1", 1, "failed");
        read("c1.1", "c1.1:1:1", 1);

        assertThat(rules()).containsExactly(Rule.LINEARIZABLE);
    }

    @Test
    void aLostWriteIsFound() {
        history.heard("c1.1", "granted 100 1");
        write("c1.1", "c1.1:1:1", 1, "ok");
        read("c1.1", "-", 1);

        assertThat(rules()).containsExactly(Rule.LINEARIZABLE);
    }

    @Test
    void whoSeesSomethingOlderThanBeforeIsFound() {
        write("c1.1", "c1.1:1:1", 1, "ok");
        write("c1.1", "c1.1:1:2", 1, "ok");
        glance("c2.1", "c1.1:1:1");
        glance("c2.1", "c1.1:1:2");
        assertThat(rules()).isEmpty();

        glance("c2.1", "c1.1:1:1");
        assertThat(rules()).containsExactly(Rule.NEVER_BACK_IN_TIME);
    }

    @Test
    void grantsWithoutARevocationAndCountersThatRepeatAreFound() {
        history.heard("c1.1", "counted 1 7");
        history.heard("c2.1", "counted 2 7");
        history.heard("c1.1", "granted 3 1");
        history.left("c1.1", next());

        assertThat(rules()).containsExactly(Rule.GRANTS_AND_COUNTERS, Rule.GRANTS_AND_COUNTERS);
    }

    private List<Rule> rules() {
        return new Verdict(history).violations().stream().map(Violation::rule).toList();
    }

    private void write(String client, String value, long epoch, String outcome) {
        operation(client, "write", value, epoch, value, outcome);
    }

    private void read(String client, String found, long epoch) {
        operation(client, "read", "-", epoch, found, "ok");
    }

    private void glance(String client, String found) {
        operation(client, "glance", "-", 0, found, "ok");
    }

    private void operation(String client, String kind, String value, long epoch, String found, String outcome) {
        operations++;
        history.heard(
                client, "invoked " + next() + " " + operations + " " + kind + " r0-1 " + value + " " + epoch + " ");
        history.heard(client, "returned " + next() + " " + operations + " " + outcome + " " + found + " - ");
    }

    private long next() {
        now += 10;
        return now;
    }
}
