package io.haservices.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.testkit.memory.VirtualTimeline;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is made of every sequence of answers; no service gives them in this order when it is asked to. */
class FencedCommitTest {
    private static final Scope SCOPE = Scope.named("main");
    private static final Key KEY = SCOPE.key("state", "jobs", "a");
    private static final Key EPOCH = SCOPE.key("epoch");
    private static final Bytes OLD = Bytes.utf8("old");
    private static final Bytes NEW = Bytes.utf8("new");
    private static final List<Guard> GUARDS = List.of(new Guard.Version(EPOCH, 3));
    private static final Duration PATIENCE = FencedCommit.PAUSE.multipliedBy(4);
    private static final Commit COMMITTED = new Commit.Committed(Map.of(KEY, 7L));

    private final UnavailableException lost = new UnavailableException("the answer was lost");
    private final UnavailableException unreachable = new UnavailableException("not sent");
    private final Commit.Unknown unknown = new Commit.Unknown(lost);
    private final Commit.NotApplied notApplied = new Commit.NotApplied(unreachable);
    private final ScriptedClient client = new ScriptedClient(PATIENCE);
    private final VirtualTimeline time = client.time;
    private final ScriptedCoordination service = client.service;

    @Test
    void aCommitTellsTheVersionOfItsKey() {
        service.answers(COMMITTED);
        assertThat(replacement()).isEqualTo(new Outcome.Done(OptionalLong.of(7)));
        assertThat(service.sent).containsExactly(new ScriptedCoordination.Sent(SCOPE, GUARDS, List.of(replace())));
    }

    @Test
    void aRemovalHasNoVersion() {
        service.answers(new Commit.Committed(Map.of()));
        assertThat(outcome(new Operation.Delete(KEY, 1))).isEqualTo(new Outcome.Done(OptionalLong.empty()));
    }

    @Test
    void aRefusalOfTheFirstAttemptIsDefinite() {
        service.answers(new Commit.GuardFailed(EPOCH), new Commit.GuardFailed(KEY), notApplied);
        assertThat(replacement()).isEqualTo(new Outcome.Stale());
        assertThat(replacement()).isEqualTo(new Outcome.Changed());
        assertThat(replacement()).isEqualTo(new Outcome.Refused(unreachable));
        assertThat(service.sent).hasSize(3);
        assertThat(service.reads).isZero();
    }

    @Test
    void aLostAnswerIsFoundOutByReadingBack() {
        service.answers(unknown).shows(entry(NEW));
        assertThat(replacement()).isEqualTo(new Outcome.Done(OptionalLong.empty()));
        assertThat(service.sent).hasSize(1);
        assertThat(time.nanoTime()).isZero();
    }

    @Test
    void whatDidNotShowIsRepeatedAsItWasAfterAPause() {
        service.answers(unknown, COMMITTED).shows(entry(OLD));
        assertThat(replacement()).isEqualTo(new Outcome.Done(OptionalLong.of(7)));
        assertThat(service.sent)
                .hasSize(2)
                .containsOnly(new ScriptedCoordination.Sent(SCOPE, GUARDS, List.of(replace())));
        assertThat(time.nanoTime()).isEqualTo(FencedCommit.PAUSE.toNanos());
    }

    /** The lost one may have been done, or may still be. */
    @Test
    void thatARepetitionWasNotSentSaysNothingOfTheLostOne() {
        service.answers(unknown, notApplied, unknown).shows(entry(OLD)).shows(entry(NEW));
        assertThat(replacement()).isEqualTo(new Outcome.Done(OptionalLong.empty()));
        assertThat(service.sent).hasSize(3);
    }

    @Test
    void aRefusedRepetitionMayBeRefusedForWhatTheLostOneDid() {
        service.answers(unknown, new Commit.GuardFailed(KEY)).shows(entry(OLD)).shows(entry(NEW));
        assertThat(replacement()).isEqualTo(new Outcome.Done(OptionalLong.empty()));
    }

    @Test
    void aRefusedRepetitionOfWhatNobodyHasWrittenSinceIsDefinite() {
        service.answers(unknown, new Commit.GuardFailed(EPOCH)).shows(entry(OLD));
        assertThat(replacement()).isEqualTo(new Outcome.Stale());
    }

    @Test
    void aGuardThatNamesTheKeyIsNoNewTerm() {
        service.answers(unknown, new Commit.GuardFailed(KEY)).shows(entry(OLD));
        assertThat(replacement()).isEqualTo(new Outcome.Changed());
    }

    /** It may have been done, and been written over. */
    @Test
    void aRefusedRepetitionOfWhatSomebodyHasWrittenSinceSaysNothing() {
        service.answers(unknown, new Commit.GuardFailed(EPOCH))
                .shows(entry(OLD))
                .shows(entry(Bytes.utf8("theirs")));
        assertThat(replacement()).isEqualTo(new Outcome.Unknown(lost));
    }

    @Test
    void aRefusedRepetitionThatCannotBeReadBackIsRepeated() {
        service.answers(unknown, new Commit.GuardFailed(KEY), unknown)
                .shows(entry(OLD))
                .failsToRead(unreachable)
                .shows(entry(NEW));
        assertThat(replacement()).isEqualTo(new Outcome.Done(OptionalLong.empty()));
        assertThat(service.sent).hasSize(3);
    }

    @Test
    void patienceEndsAtItsEnd() {
        service.answers(unknown).shows(entry(OLD));
        assertThat(replacement()).isEqualTo(new Outcome.Unknown(lost));
        assertThat(time.nanoTime()).isEqualTo(PATIENCE.toNanos());
        assertThat(service.sent).hasSize(5);
    }

    @Test
    void aCreationThatDoesNotShowIsAbsentAndNeverRepeated() {
        service.answers(unknown).shows(Optional.empty());
        assertThat(creation()).isEqualTo(new Outcome.Absent(lost));
        assertThat(service.sent).hasSize(1);
    }

    @Test
    void aCreationInWhosePlaceSomethingElseIsThereIsUnknown() {
        service.answers(unknown).shows(entry(OLD));
        assertThat(creation()).isEqualTo(new Outcome.Unknown(lost));
        assertThat(service.sent).hasSize(1);
    }

    @Test
    void aCreationThatCannotBeReadBackIsLookedForAgainAndNeverRepeated() {
        service.answers(unknown)
                .failsToRead(unreachable)
                .failsToRead(unreachable)
                .shows(entry(NEW));
        assertThat(creation()).isEqualTo(new Outcome.Done(OptionalLong.empty()));
        assertThat(service.sent).hasSize(1);
        assertThat(time.nanoTime()).isEqualTo(FencedCommit.PAUSE.multipliedBy(2).toNanos());
    }

    @Test
    void aCreationThatCanNeverBeReadBackIsUnknownWhenPatienceEnds() {
        service.answers(unknown).failsToRead(unreachable);
        assertThat(creation()).isEqualTo(new Outcome.Unknown(lost));
        assertThat(time.nanoTime()).isEqualTo(PATIENCE.toNanos());
        assertThat(service.sent).hasSize(1);
    }

    /** A second creation is refused then, because the key that is read back guards the whole. */
    @Test
    void aCreationOfAnotherKeyDoesNotKeepFromRepeating() {
        service.answers(unknown, COMMITTED).shows(entry(OLD));
        assertThat(outcome(replace(), new Operation.Create(SCOPE.key("state", "jobs", "b"), NEW)))
                .isEqualTo(new Outcome.Done(OptionalLong.of(7)));
    }

    @Test
    void aReadThatIsForbiddenIsToldAsSuch() {
        service.answers(unknown).failsToRead(new NotAuthorizedException("no right to read"));
        assertThatThrownBy(this::replacement).isInstanceOf(NotAuthorizedException.class);
    }

    private Outcome replacement() {
        return outcome(replace());
    }

    private Outcome creation() {
        return outcome(new Operation.Create(KEY, NEW));
    }

    private static Operation replace() {
        return new Operation.Replace(KEY, 1, NEW);
    }

    private static Optional<Entry> entry(Bytes value) {
        return Optional.of(new Entry(KEY, value, value.equals(OLD) ? 1 : 2, 1, Optional.empty()));
    }

    private Outcome outcome(Operation... operations) {
        return client.of(new FencedCommit(
                        client.context(),
                        SCOPE,
                        KEY,
                        GUARDS,
                        List.of(operations),
                        now -> now.filter(entry -> entry.value().equals(NEW)).isPresent(),
                        now -> now.filter(entry -> entry.value().equals(OLD)).isPresent())
                .run());
    }
}
