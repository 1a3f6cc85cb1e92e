package io.haservices.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.StateInfo;
import io.haservices.StateVersion;
import io.haservices.WriteOptions;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.records.Records;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.errors.StateConflictException;
import io.haservices.errors.StorageException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.values.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a write says, and which bytes it leaves, after every sequence of answers. */
class StatePutTest {
    private static final Layout LAYOUT = Layout.of("cluster", "main");
    private static final Key KEY = LAYOUT.pointer("jobs", "a");
    private static final Duration PATIENCE = FencedCommit.PAUSE.multipliedBy(4);
    private static final Commit COMMITTED = new Commit.Committed(Map.of(KEY, 7L));
    private static final Commit ANOTHER_TERM = new Commit.GuardFailed(LAYOUT.epoch());
    private static final Commit SOMEBODY_ELSE = new Commit.GuardFailed(KEY);
    private static final StateVersion NONE = new StateVersion(0, 0);

    private final UnavailableException lost = new UnavailableException("the answer was lost");
    private final UnavailableException unreachable = new UnavailableException("not sent");
    private final Commit unknown = new Commit.Unknown(lost);
    private final Commit notApplied = new Commit.NotApplied(unreachable);
    private final ScriptedClient client = new ScriptedClient(PATIENCE);
    private final ScriptedCoordination service = client.service;
    private int told;

    @Test
    void aReplacementTellsItsVersionAndDiscardsWhatItReplaces() {
        Entry theirs = theirs("x");
        service.answers(COMMITTED).shows(Optional.of(theirs));

        StateInfo info = put(WriteOptions.any());

        assertThat(info.version()).isEqualTo(new StateVersion(theirs.incarnation(), 7));
        assertThat(service.reads).as("only that before the write").isEqualTo(1);
        assertThat(service.sent.get(0).guards())
                .containsExactly(
                        new Guard.Version(LAYOUT.epoch(), 3), new Guard.Incarnation(KEY, theirs.incarnation()));
        assertThat(blobs()).containsExactly(pointer(0).blob());
    }

    @Test
    void aCreationTellsTheVersionThatIsReadBack() {
        service.answers(COMMITTED).shows(Optional.empty()).showsWhatWasSent(KEY, 7, 5);
        assertThat(put(WriteOptions.any()).version()).isEqualTo(new StateVersion(5, 7));
        assertThat(service.sent.get(0).guards()).containsExactly(new Guard.Version(LAYOUT.epoch(), 3));
    }

    /** The version of somebody else's write would let the next conditional write overwrite that. */
    @Test
    void aCreationThatWasOverwrittenTellsAVersionThatNeverIs() {
        service.answers(COMMITTED).shows(Optional.empty()).shows(Optional.of(theirs("x")));
        assertThat(put(WriteOptions.any()).version()).isEqualTo(NONE);
    }

    @Test
    void aCreationThatCannotBeReadBackIsDoneAllTheSame() {
        service.answers(COMMITTED).shows(Optional.empty()).failsToRead(unreachable);
        assertThat(put(WriteOptions.any()).version()).isEqualTo(NONE);
        assertThat(blobs()).containsExactly(pointer(0).blob());
    }

    @Test
    void aReplacementWhoseAnswerWasLostTellsTheVersionThatIsReadBack() {
        service.answers(unknown).shows(Optional.of(theirs("x"))).showsWhatWasSent(KEY, 9, 5);
        assertThat(put(WriteOptions.any()).version()).isEqualTo(new StateVersion(5, 9));
        assertThat(blobs()).containsExactly(pointer(0).blob());
    }

    @Test
    void aWriteOfAnOlderTermIsRefusedAndItsBytesAreDiscarded() {
        service.epoch = epoch(8);
        service.answers(ANOTHER_TERM).shows(Optional.empty());
        assertThatThrownBy(() -> put(WriteOptions.any())).isInstanceOfSatisfying(StaleEpochException.class, stale -> {
            assertThat(stale.epoch()).isEqualTo(7);
            assertThat(stale.currentEpoch()).isEqualTo(8);
        });
        assertThat(told).as("the leadership is told").isEqualTo(1);
        assertThat(service.sent).hasSize(1);
        assertThat(blobs()).isEmpty();
    }

    @Test
    void aWriteOfAnOlderTermIsRefusedAlsoWhenNothingCanBeReadAnyMore() {
        service.answers(ANOTHER_TERM).shows(Optional.empty()).failsToRead(unreachable);
        assertThatThrownBy(() -> put(WriteOptions.any())).isInstanceOf(StaleEpochException.class);
        assertThat(blobs()).isEmpty();
    }

    @Test
    void aConditionalWriteThatSomebodyGotInBetweenOfIsRefusedAndItsBytesAreDiscarded() {
        service.answers(SOMEBODY_ELSE).shows(Optional.empty());
        assertThatThrownBy(() -> put(WriteOptions.ifAbsent()))
                .isInstanceOf(StateConflictException.class)
                .hasMessageStartingWith("put 'jobs/a' refused");
        assertThat(service.sent).hasSize(1);
        assertThat(blobs()).isEmpty();
        assertThat(told).isZero();
    }

    @Test
    void anUnconditionalWriteThatSomebodyGotInBetweenOfReplacesThat() {
        Entry theirs = theirs("x");
        service.answers(SOMEBODY_ELSE, COMMITTED).shows(Optional.empty()).shows(Optional.of(theirs));

        StateInfo info = put(WriteOptions.any());

        assertThat(info.version()).isEqualTo(new StateVersion(theirs.incarnation(), 7));
        assertThat(service.sent.get(1).operations().get(0))
                .isInstanceOfSatisfying(
                        Operation.Replace.class,
                        replace -> assertThat(replace.version()).isEqualTo(theirs.version()));
        assertThat(blobs())
                .as("the same bytes, and not theirs")
                .containsExactly(pointer(0).blob());
    }

    @Test
    void anUnconditionalWriteGivesUpAfterAHundredRaces() {
        service.answers(SOMEBODY_ELSE).shows(Optional.empty());
        assertThatThrownBy(() -> put(WriteOptions.any())).isInstanceOf(StateConflictException.class);
        assertThat(service.sent).hasSize(101);
        assertThat(blobs()).isEmpty();
    }

    @Test
    void whatGotInBetweenMayBeAnEarlierAttemptOfThisVeryWrite() {
        Entry earlier = theirs("m");
        service.answers(SOMEBODY_ELSE)
                .shows(Optional.empty())
                .shows(Optional.empty())
                .shows(Optional.of(earlier));

        StateInfo info = put(WriteOptions.any().withMark("m"));

        assertThat(info.version()).isEqualTo(Expectation.version(earlier));
        assertThat(service.sent).hasSize(1);
        assertThat(blobs()).as("that of the earlier attempt").containsExactly(blobOf("m"));
    }

    @Test
    void aWriteThatWasNotSentLeavesNoBytes() {
        service.answers(notApplied).shows(Optional.empty());
        assertThatThrownBy(() -> put(WriteOptions.any())).isSameAs(unreachable);
        assertThat(blobs()).isEmpty();
    }

    /** The pointer may name them, now or later. */
    @Test
    void theBytesOfAnUnknownOutcomeStay() {
        service.answers(unknown).shows(Optional.of(theirs("x")));
        assertThatThrownBy(() -> put(WriteOptions.any().withMark("m")))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        open -> assertThat(open.mark()).isEqualTo("m"));
        assertThat(blobs()).contains(pointer(0).blob(), blobOf("x"));
    }

    @Test
    void aLostCreationIsWrittenAnewWithOtherBytesAfterAPause() {
        service.answers(unknown, COMMITTED)
                .shows(Optional.empty())
                .shows(Optional.empty())
                .showsWhatWasSent(KEY, 7, 5);

        StateInfo info = put(WriteOptions.any());

        assertThat(info.version()).isEqualTo(new StateVersion(5, 7));
        assertThat(pointer(1).blob()).isNotEqualTo(pointer(0).blob());
        assertThat(client.time.nanoTime()).isEqualTo(FencedCommit.PAUSE.toNanos());
    }

    /** Whatever keeps the second from being done says nothing of the first. */
    @Test
    void nothingThatBefallsTheSecondAttemptMakesALostCreationDefinite() {
        for (Commit answer : List.of(ANOTHER_TERM, SOMEBODY_ELSE, notApplied)) {
            ScriptedClient fresh = new ScriptedClient(PATIENCE);
            fresh.service.answers(unknown, answer).shows(Optional.empty());
            assertThatThrownBy(() -> fresh.of(put(fresh, WriteOptions.ifAbsent())))
                    .as("%s", answer)
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasCause(lost);
        }
    }

    @Test
    void aStorageThatFailsInTheSecondAttemptMakesNoLostCreationDefinite() {
        service.answers(unknown).shows(Optional.empty());
        CompletableFuture<StateInfo> write = put(client, WriteOptions.any()).toCompletableFuture();
        while (service.sent.isEmpty()) {
            assertThat(client.time.step()).isTrue();
        }
        client.storage.blobs().makeReadOnly();
        assertThatThrownBy(() -> client.of(write)).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aCreationThatIsLostTimeAndAgainIsUnknownWhenPatienceEnds() {
        service.answers(unknown).shows(Optional.empty());
        assertThatThrownBy(() -> put(WriteOptions.any())).isInstanceOf(OutcomeUnknownException.class);
        assertThat(client.time.nanoTime()).isEqualTo(PATIENCE.toNanos());
        assertThat(service.sent).hasSize(5);
    }

    @Test
    void aReadThatFailsInTheSecondAttemptMakesNoLostCreationDefinite() {
        service.answers(unknown, SOMEBODY_ELSE)
                .shows(Optional.empty())
                .shows(Optional.empty())
                .failsToRead(unreachable);
        assertThatThrownBy(() -> put(WriteOptions.any())).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void aRefusedRepetitionOfAReplacementIsDefiniteWhileWhatItReplacesIsThere() {
        service.answers(unknown, ANOTHER_TERM).shows(Optional.of(theirs("x")));
        assertThatThrownBy(() -> put(WriteOptions.any())).isInstanceOf(StaleEpochException.class);
        assertThat(service.sent).hasSize(2);
        assertThat(blobs()).containsExactly(blobOf("x"));
    }

    /** It may have been done, and replaced since. */
    @Test
    void aRefusedRepetitionOfAReplacementIsUnknownOnceSomethingElseIsThere() {
        Entry before = theirs("x");
        Entry since = new Entry(KEY, theirs("y").value(), before.version() + 1, before.incarnation(), Optional.empty());
        service.answers(unknown, ANOTHER_TERM)
                .shows(Optional.of(before))
                .shows(Optional.of(before))
                .shows(Optional.of(since));
        assertThatThrownBy(() -> put(WriteOptions.any())).isInstanceOf(OutcomeUnknownException.class);
        assertThat(blobs()).contains(pointer(0).blob());
    }

    @Test
    void aSourceThatFailsIsToldAsItIs() {
        IllegalStateException failure = new IllegalStateException("no more bytes");
        service.answers(COMMITTED).shows(Optional.empty());
        assertThatThrownBy(() -> client.of(put(client, WriteOptions.any(), () -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(service.sent).isEmpty();
    }

    @Test
    void aStorageThatFailsIsTheReasonWhileTheTermLasts() {
        service.epoch = epoch(7);
        service.answers(COMMITTED).shows(Optional.empty());
        client.storage.blobs().makeReadOnly();
        assertThatThrownBy(() -> put(WriteOptions.any())).isInstanceOf(StorageException.class);
        assertThat(told).isZero();
        assertThat(service.sent).isEmpty();
    }

    /** The cleaner of the new term removes what is being written. */
    @Test
    void anotherTermIsTheReasonOnceItHasBegun() {
        service.epoch = epoch(8);
        service.answers(COMMITTED).shows(Optional.empty());
        client.storage.blobs().makeReadOnly();
        assertThatThrownBy(() -> put(WriteOptions.any()))
                .isInstanceOfSatisfying(
                        StaleEpochException.class,
                        stale -> assertThat(stale.getSuppressed())
                                .hasOnlyElementsOfType(StorageException.class)
                                .hasSize(1));
        assertThat(told).isEqualTo(1);
    }

    private StateInfo put(WriteOptions options) {
        return client.of(put(client, options));
    }

    private CompletionStage<StateInfo> put(ScriptedClient with, WriteOptions options) {
        return put(with, options, BlobSource.of("mine".getBytes(UTF_8)));
    }

    private CompletionStage<StateInfo> put(ScriptedClient with, WriteOptions options, BlobSource content) {
        Fencing fencing = new Fencing() {
            @Override
            public CompletionStage<FencePoint> point() {
                return CompletableFuture.completedFuture(new FencePoint(7, 3, "o"));
            }

            @Override
            public void refused() {
                told++;
            }
        };
        return new StatePut(with.context(), LAYOUT, "jobs", "a", fencing, content, options).run();
    }

    /** A pointer that is there, with its bytes. */
    private Entry theirs(String mark) {
        BlobName blob = new BlobName(blobOf(mark));
        client.storage.write(blob, BlobSource.of(new byte[] {1}));
        Bytes value = Records.encode(new PointerRecord(blob.path(), 1, "00", 7, mark));
        return new Entry(KEY, value, 2, 4, Optional.empty());
    }

    private static String blobOf(String mark) {
        return LAYOUT.blob("o", "jobs", "a", 7, "of-" + mark).path();
    }

    private static Optional<Entry> epoch(long number) {
        return Optional.of(new Entry(
                LAYOUT.epoch(), Records.encode(new EpochRecord(number, "o", "m", "")), 3, 1, Optional.empty()));
    }

    /** What the transaction with this number writes. */
    private PointerRecord pointer(int number) {
        Bytes value = service.sent.get(number).operations().get(0).newValue().orElseThrow();
        return Records.decode(new Entry(KEY, value, 1, 1, Optional.empty()), PointerRecord.class);
    }

    private List<String> blobs() {
        return client.storage.list("").stream().map(BlobName::path).toList();
    }
}
