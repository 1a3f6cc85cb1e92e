package io.haservices.cli.guard;

import static io.haservices.cli.guard.CommandEnd.Cause.DEADLINE;
import static io.haservices.cli.guard.CommandEnd.Cause.EXITED;
import static io.haservices.cli.guard.CommandEnd.Cause.GUARD_LOST;
import static io.haservices.cli.guard.CommandEnd.Cause.NOT_STARTED;
import static io.haservices.cli.guard.CommandEnd.Cause.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SupervisorDecisionsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Message.Launch LAUNCH =
            new Message.Launch(10 * SECOND, Duration.ofSeconds(2), Map.of(), List.of("true"));
    private static final Action TERM = new Action.Signal("TERM");
    private static final Action KILL = new Action.Signal("KILL");

    private final SupervisorDecisions supervisor = new SupervisorDecisions();

    @Test
    void tellsTheEndThatTheGuardTold() {
        running();
        told(new Message.Exited(3), SECOND);
        assertThat(told(new Message.Gone(), SECOND)).containsExactly(finish(EXITED, OptionalInt.of(3), ""));
    }

    @Test
    void theFirstCauseStandsWhateverTheCommandReturns() {
        running();
        told(new Message.SteppingDown(DEADLINE, "late"), 7 * SECOND);
        told(new Message.Exited(0), 8 * SECOND);
        assertThat(told(new Message.Gone(), 8 * SECOND)).containsExactly(finish(DEADLINE, OptionalInt.of(0), "late"));
    }

    @Test
    void tellsWhyTheCommandWasNotStarted() {
        asked(LAUNCH, 0);
        assertThat(told(new Message.NotStarted(127, "no such file"), SECOND))
                .containsExactly(finish(NOT_STARTED, OptionalInt.of(127), "no such file"));
    }

    @Test
    void stopsAGuardThatHasNothingToDo() {
        assertThat(asked(new Message.Stop("enough"), 0))
                .containsExactly(
                        new Action.Tell(new Message.Stop("enough")), finish(STOPPED, OptionalInt.empty(), "enough"));
    }

    @Test
    void endsTheCommandItselfWhenTheGuardDies() {
        running();
        assertThat(supervisor.on(new Event.Disconnected(), SECOND)).containsSubsequence(new Action.DropGuard(), TERM);
        assertThat(supervisor.ending()).isTrue();
        assertThat(tick(3 * SECOND)).containsExactly(KILL);
        assertThat(supervisor.on(new Event.Emptied(), 3 * SECOND))
                .containsExactly(finish(GUARD_LOST, OptionalInt.empty(), "the guard process died"));
    }

    @Test
    void hasNothingToEndWhenTheGuardDiesBeforeTheLaunch() {
        assertThat(supervisor.on(new Event.Disconnected(), SECOND))
                .containsExactly(finish(GUARD_LOST, OptionalInt.empty(), "the guard process died"));
    }

    @Test
    void takesOverWhenTheGuardAcknowledgesNoExtension() {
        running();
        asked(new Message.Extend(20 * SECOND), SECOND);
        assertThat(tick(7 * SECOND - 1)).isEmpty();
        assertThat(tick(7 * SECOND)).containsSubsequence(new Action.DropGuard(), TERM);
        assertThat(tick(9 * SECOND)).containsExactly(KILL);
        assertThat(supervisor.on(new Event.Emptied(), 9 * SECOND))
                .containsExactly(finish(GUARD_LOST, OptionalInt.empty(), "the guard process did not answer"));
    }

    @Test
    void givesTheGuardTimeToAcknowledgeAnExtensionInTheLastMoment() {
        running();
        asked(new Message.Extend(20 * SECOND), 7 * SECOND - 1);
        assertThat(tick(7 * SECOND + SECOND / 4)).isEmpty();
        told(new Message.Held(20 * SECOND), 7 * SECOND + SECOND / 4);
        assertThat(tick(17 * SECOND)).isEmpty();
    }

    @Test
    void leavesItToAGuardThatAcknowledges() {
        running();
        asked(new Message.Extend(20 * SECOND), SECOND);
        told(new Message.Held(20 * SECOND), SECOND);
        assertThat(tick(17 * SECOND)).isEmpty();
    }

    @Test
    void endsTheCommandWhenNeitherRenewalNorGuardComes() {
        running();
        assertThat(tick(7 * SECOND)).isEmpty();
        assertThat(tick(7 * SECOND + SECOND / 2)).contains(TERM);
        assertThat(tick(9 * SECOND)).containsExactly(KILL);
        assertThat(supervisor.on(new Event.Emptied(), 8 * SECOND))
                .containsExactly(finish(DEADLINE, OptionalInt.empty(), GuardDecisions.NOT_RENEWED));
    }

    @Test
    void killsWhenTheGuardStepsDownButDoesNotFinish() {
        running();
        told(new Message.SteppingDown(STOPPED, "enough"), SECOND);
        assertThat(tick(3 * SECOND)).isEmpty();
        assertThat(tick(3 * SECOND + SECOND / 2)).containsExactly(new Action.DropGuard(), KILL);
    }

    @Test
    void killsHalfASecondBeforeTheDeadlineWhatTheGuardCouldNot() {
        running();
        told(new Message.SteppingDown(DEADLINE, "late"), 8 * SECOND);
        assertThat(tick(9 * SECOND + SECOND / 2 - 1)).isEmpty();
        assertThat(tick(9 * SECOND + SECOND / 2)).containsExactly(new Action.DropGuard(), KILL);
    }

    @Test
    void endsTheCommandItselfWhenTheGuardDoesNotAnswerToStop() {
        running();
        asked(new Message.Stop("enough"), SECOND);
        assertThat(tick(2 * SECOND)).containsSubsequence(new Action.DropGuard(), TERM);
    }

    @Test
    void aGuardThatStartedTheCommandStillOwesItsAnswerToStop() {
        asked(LAUNCH, 0);
        asked(new Message.Stop("enough"), SECOND);
        told(new Message.Started(7), SECOND);
        assertThat(tick(2 * SECOND)).containsSubsequence(new Action.DropGuard(), TERM);
    }

    @Test
    void stoppingAgainAndAgainGivesTheGuardNoMoreTime() {
        running();
        asked(new Message.Stop("enough"), SECOND);
        asked(new Message.Stop("enough"), 2 * SECOND - 1);
        assertThat(tick(2 * SECOND)).containsSubsequence(new Action.DropGuard(), TERM);
    }

    @Test
    void forwardsThroughTheGuardAndItselfWithoutIt() {
        running();
        assertThat(asked(new Message.Forward("INT"), SECOND))
                .containsExactly(new Action.Tell(new Message.Forward("INT")));
        supervisor.on(new Event.Disconnected(), SECOND);
        assertThat(asked(new Message.Forward("INT"), SECOND)).containsExactly(new Action.Signal("INT"));
    }

    private void running() {
        asked(LAUNCH, 0);
        assertThat(told(new Message.Started(7), 0)).containsExactly(new Action.Watch(7));
    }

    private static Action finish(CommandEnd.Cause cause, OptionalInt exitCode, String detail) {
        return new Action.Finish(new CommandEnd(cause, exitCode, detail));
    }

    private List<Action> asked(Message message, long now) {
        return supervisor.on(new Event.Asked(message), now);
    }

    private List<Action> told(Message message, long now) {
        return supervisor.on(new Event.Told(message), now);
    }

    private List<Action> tick(long now) {
        return supervisor.on(new Event.Tick(), now);
    }
}
