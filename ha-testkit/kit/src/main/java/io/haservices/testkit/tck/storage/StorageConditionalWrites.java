package io.haservices.testkit.tck.storage;

import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.Tagged;
import io.haservices.testkit.tck.Rule;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.values.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Put-if-absent and compare-and-set: ST-10, ST-11, ST-12. */
public abstract class StorageConditionalWrites extends StorageChapter {
    private static final BlobName NAME = BlobName.of("election", "store", "blob");
    private static final int RACERS = 16;

    /** For subclasses. */
    protected StorageConditionalWrites() {}

    @Test
    @Rule("ST-10")
    void putsIfAbsentOnly() {
        Storage storage = with(StorageCapability.PUT_IF_ABSENT);
        expectEqual(storage.putIfAbsent(NAME, bytes("first")), ConditionalPut.DONE, "the answer to the first");
        expectEqual(storage.putIfAbsent(NAME, bytes("second")), ConditionalPut.REFUSED, "the answer to the second");
        expectEqual(read(open(), NAME), "first", "the blob after two attempts");
        storage.delete(List.of(NAME));
        expectEqual(storage.putIfAbsent(NAME, bytes("third")), ConditionalPut.DONE, "the answer after a deletion");
        BlobName written = BlobName.of("written");
        write(storage, written, "old");
        expectEqual(storage.putIfAbsent(written, bytes("new")), ConditionalPut.REFUSED, "the answer where a blob is");
    }

    @Test
    @Rule("ST-10")
    void oneRacerWinsWhenNoBlobIsThere() {
        with(StorageCapability.PUT_IF_ABSENT);
        for (int round = 0; round < 5; round++) {
            BlobName name = BlobName.of("race", "round" + round);
            oneWins(name, content -> storage -> storage.putIfAbsent(name, content));
        }
    }

    @Test
    @Rule("ST-10")
    void aPutIfAbsentWhoseAnswerIsLostIsNotRefused() {
        Storage storage = with(StorageCapability.PUT_IF_ABSENT);
        faults().loseNextAnswer(root());
        ConditionalPut answer = storage.putIfAbsent(NAME, bytes("first"));
        expect(answer != ConditionalPut.REFUSED, "an answer that was lost was taken for a refusal");
        expectEqual(read(open(), NAME), "first", "the blob of a write whose answer was lost");
        faults().loseNextAnswer(root());
        answer = storage.putIfAbsent(NAME, bytes("second"));
        expect(answer != ConditionalPut.DONE, "a refusal that was lost was taken for success");
        expectEqual(read(open(), NAME), "first", "the blob after a refusal that was lost");
    }

    @Test
    @Rule("ST-11")
    void refusesAPutIfAbsentThatIsNotDeclared() {
        Storage storage = without(StorageCapability.PUT_IF_ABSENT);
        unsupported("putIfAbsent", () -> storage.putIfAbsent(NAME, bytes("x")));
        expectEqual(storage.list(""), List.of(), "the list after it");
    }

    @Test
    @Rule("ST-11")
    void refusesACompareAndSetThatIsNotDeclared() {
        Storage storage = without(StorageCapability.COMPARE_AND_SET);
        write(storage, NAME, "old");
        unsupported("compareAndSet", () -> storage.compareAndSet(NAME, "tag", bytes("x")));
        unsupported("readTagged", () -> storage.readTagged(NAME));
        expectEqual(read(storage, NAME), "old", "the blob after it");
    }

    @Test
    @Rule("ST-12")
    void setsOverTheExpectedTagOnly() {
        Storage storage = with(StorageCapability.COMPARE_AND_SET);
        expectEqual(storage.readTagged(NAME), Optional.empty(), "the tagged blob where none is");
        expectEqual(
                storage.compareAndSet(NAME, "none", bytes("x")), ConditionalPut.REFUSED, "the answer where none is");
        write(storage, NAME, "first");
        Tagged first = tagged(storage);
        expectEqual(first.content().utf8(), "first", "the tagged content");
        expectEqual(storage.compareAndSet(NAME, first.tag(), bytes("second")), ConditionalPut.DONE, "the first answer");
        Tagged second = tagged(storage);
        expectEqual(second.content().utf8(), "second", "the content that was set");
        expect(!second.tag().equals(first.tag()), "two contents have the tag " + first.tag());
        expectEqual(storage.compareAndSet(NAME, first.tag(), bytes("late")), ConditionalPut.REFUSED, "the late answer");
        expectEqual(read(open(), NAME), "second", "the blob after a refused attempt");
        write(storage, NAME, "third");
        expectEqual(
                storage.compareAndSet(NAME, second.tag(), bytes("late")),
                ConditionalPut.REFUSED,
                "the answer when the blob was written meanwhile");
    }

    @Test
    @Rule("ST-12")
    void oneRacerWinsOverATag() {
        Storage storage = with(StorageCapability.COMPARE_AND_SET);
        for (int round = 0; round < 5; round++) {
            write(storage, NAME, "round " + round);
            String tag = tagged(storage).tag();
            oneWins(NAME, content -> racer -> racer.compareAndSet(NAME, tag, content));
        }
    }

    @Test
    @Rule("ST-12")
    void aCompareAndSetWhoseAnswerIsLostIsNotRefused() {
        Storage storage = with(StorageCapability.COMPARE_AND_SET);
        write(storage, NAME, "first");
        String tag = tagged(storage).tag();
        faults().loseNextAnswer(root());
        ConditionalPut answer = storage.compareAndSet(NAME, tag, bytes("second"));
        expect(answer != ConditionalPut.REFUSED, "an answer that was lost was taken for a refusal");
        expectEqual(read(open(), NAME), "second", "the blob of a write whose answer was lost");
    }

    private void oneWins(BlobName name, Function<Bytes, Function<Storage, ConditionalPut>> attempt) {
        List<Callable<Seen>> racers = IntStream.range(0, RACERS)
                .<Callable<Seen>>mapToObj(i -> {
                    Storage storage = open();
                    return () -> {
                        ConditionalPut answer =
                                attempt.apply(bytes("racer " + i)).apply(storage);
                        return new Seen(answer, read(storage, name));
                    };
                })
                .toList();
        List<Seen> all = new Together(verdict()).race(racers);
        List<ConditionalPut> answers = all.stream().map(Seen::answer).toList();
        long winners = answers.stream().filter(ConditionalPut.DONE::equals).count();
        expectEqual(winners, 1L, "the number of racers that were answered DONE");
        String winner = "racer " + answers.indexOf(ConditionalPut.DONE);
        expectEqual(read(open(), name), winner, "the blob after the race");
        all.forEach(one ->
                expectEqual(one.then(), winner, "the blob that a racer saw when it was answered " + one.answer()));
    }

    /**
     * What a racer came to know.
     *
     * @param answer of its write
     * @param then the blob right after
     */
    private record Seen(ConditionalPut answer, String then) {}

    private Tagged tagged(Storage storage) {
        return storage.readTagged(NAME).orElseThrow(() -> verdict().broken("there is no tagged blob where one is"));
    }

    private Storage with(StorageCapability needed) {
        Storage storage = ready();
        if (!storage.capabilities().contains(needed)) {
            throw new UnsupportedFault("this storage does not declare " + needed);
        }
        return storage;
    }

    private Storage without(StorageCapability lacking) {
        Storage storage = ready();
        if (storage.capabilities().contains(lacking)) {
            throw new UnsupportedFault("this storage declares " + lacking + ", so there is nothing to refuse");
        }
        return storage;
    }

    private void unsupported(String call, Runnable action) {
        try {
            action.run();
        } catch (UnsupportedCapabilityException e) {
            return;
        } catch (RuntimeException e) {
            throw verdict().broken(call + " without the capability failed with " + e, e);
        }
        throw verdict().broken(call + " without the capability succeeded");
    }

    private static Bytes bytes(String content) {
        return Bytes.utf8(content);
    }
}
