package io.haservices.cli.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardDecisionsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Message.Launch LAUNCH =
            new Message.Launch(10 * SECOND, Duration.ofSeconds(2), Map.of(), List.of("true"));
    private static final Action TERM = new Action.Signal("TERM");
    private static final Action KILL = new Action.Signal("KILL");
    private static final Action GONE = new Action.Tell(new Message.Gone());

    private final GuardDecisions guard = new GuardDecisions();

    @Test
    void startsTheCommandAndTellsItsPid() {
        assertThat(told(LAUNCH, 0)).containsExactly(new Action.Start(LAUNCH));
        assertThat(child(new Message.Started(7))).containsExactly(new Action.Tell(new Message.Started(7)));
    }

    @Test
    void doesNotStartWhatItWouldHaveToEndAtOnce() {
        List<Action> actions = told(LAUNCH, 7 * SECOND);
        assertThat(actions).contains(GONE).noneMatch(Action.Start.class::isInstance);
        assertThat(guard.finished()).isTrue();
    }

    @Test
    void endsAfterACommandThatCannotBeStarted() {
        told(LAUNCH, 0);
        Message.NotStarted not = new Message.NotStarted(127, "no such file");
        assertThat(child(not)).contains(new Action.Tell(not));
        assertThat(guard.finished()).isTrue();
    }

    @Test
    void acknowledgesExtensionsAndKeepsThem() {
        running();
        assertThat(told(new Message.Extend(20 * SECOND), SECOND))
                .containsExactly(new Action.Tell(new Message.Held(20 * SECOND)));
        assertThat(tick(16 * SECOND)).isEmpty();
        assertThat(tick(17 * SECOND)).contains(TERM);
    }

    @Test
    void acknowledgesNoExtensionOnceItStepsDown() {
        running();
        tick(7 * SECOND);
        assertThat(told(new Message.Extend(20 * SECOND), 8 * SECOND)).isEmpty();
        assertThat(tick(9 * SECOND)).containsExactly(KILL);
    }

    @Test
    void stepsDownBeforeTheDeadlineWithoutRenewal() {
        running();
        assertThat(tick(7 * SECOND - 1)).isEmpty();
        assertThat(tick(7 * SECOND))
                .contains(new Action.Tell(
                        new Message.SteppingDown(CommandEnd.Cause.DEADLINE, GuardDecisions.NOT_RENEWED)))
                .containsSubsequence(TERM, new Action.Signal("CONT"));
        assertThat(tick(9 * SECOND)).containsExactly(KILL);
    }

    @Test
    void stepsDownAtOnceWhenTheSupervisorIsGone() {
        running();
        assertThat(guard.on(new Event.Disconnected(), SECOND)).contains(TERM);
        assertThat(tick(3 * SECOND)).containsExactly(KILL);
    }

    @Test
    void endsWhenTheSupervisorIsGoneBeforeAnythingWasStarted() {
        guard.on(new Event.Disconnected(), SECOND);
        assertThat(guard.finished()).isTrue();
    }

    @Test
    void stepsDownWhenToldToEndItself() {
        running();
        assertThat(guard.on(new Event.Asked(new Message.Stop("TERM")), SECOND))
                .contains(TERM, new Action.Tell(new Message.SteppingDown(CommandEnd.Cause.GUARD_LOST, "TERM")));
    }

    @Test
    void saysGoneOnlyWhenTheCommandEndedAndItsSessionIsEmpty() {
        running();
        assertThat(guard.ending()).isFalse();
        assertThat(child(new Message.Exited(3))).containsExactly(new Action.Tell(new Message.Exited(3)));
        assertThat(guard.ending()).isTrue();
        assertThat(guard.on(new Event.Emptied(), SECOND)).contains(GONE);
        assertThat(guard.finished()).isTrue();
    }

    @Test
    void endsWhatTheCommandLeftBehind() {
        running();
        child(new Message.Exited(0));
        assertThat(tick(SECOND)).contains(TERM);
        assertThat(tick(3 * SECOND)).containsExactly(KILL);
        assertThat(guard.on(new Event.Emptied(), 3 * SECOND)).contains(GONE);
    }

    @Test
    void forwardsSignalsToARunningCommandOnly() {
        assertThat(told(new Message.Forward("INT"), 0)).isEmpty();
        running();
        assertThat(told(new Message.Forward("INT"), 0)).containsExactly(new Action.Signal("INT"));
    }

    private void running() {
        told(LAUNCH, 0);
        child(new Message.Started(7));
    }

    private List<Action> told(Message message, long now) {
        return guard.on(new Event.Told(message), now);
    }

    private List<Action> child(Message outcome) {
        return guard.on(new Event.Child(outcome), 0);
    }

    private List<Action> tick(long now) {
        return guard.on(new Event.Tick(), now);
    }
}
