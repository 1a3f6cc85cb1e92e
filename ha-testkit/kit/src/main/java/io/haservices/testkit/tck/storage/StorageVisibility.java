package io.haservices.testkit.tck.storage;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All or nothing: ST-01. */
public abstract class StorageVisibility extends StorageChapter {
    private static final BlobName NAME = BlobName.of("election", "store", "blob");
    private static final int ROUNDS = 40;
    private static final int LARGE = 8 * 1024 * 1024;

    /** For subclasses. */
    protected StorageVisibility() {}

    @Test
    @Rule("ST-01")
    void nothingIsSeenOfABlobThatIsBeingWritten() {
        Storage writer = ready();
        Storage reader = open();
        AtomicInteger looks = new AtomicInteger();
        writer.write(
                NAME,
                () -> new WatchedStream(1_000_000, 400_000, () -> {
                    looks.incrementAndGet();
                    expectEqual(read(reader, NAME), "nothing", "a blob that is half written");
                }));
        expect(looks.get() > 0, "the source was never read");
        expect(!read(reader, NAME).equals("nothing"), "no blob was there after the write");
    }

    @Test
    @Rule("ST-01")
    void theOldBlobIsSeenWhileItIsBeingReplaced() {
        Storage writer = ready();
        Storage reader = open();
        write(writer, NAME, "old");
        writer.write(
                NAME,
                () -> new WatchedStream(
                        1_000_000,
                        400_000,
                        () -> expectEqual(read(reader, NAME), "old", "a blob that is half replaced")));
        expectEqual(read(reader, NAME).length() > 3, true, "that the new blob is there");
    }

    @Test
    @Rule("ST-01")
    void concurrentReadersOfNewBlobsSeeWholeOnesOnly() {
        Storage writer = ready();
        Storage reader = open();
        List<BlobName> names = IntStream.range(0, ROUNDS)
                .mapToObj(i -> BlobName.of("new", "blob" + i))
                .toList();
        whileWriting(
                round -> writer.write(names.get(round), BlobSource.of(uniform(round))),
                () -> names.forEach(name -> find(reader, name).ifPresent(this::expectWhole)));
        names.forEach(name -> expect(find(reader, name).isPresent(), "no blob " + name + " after its write"));
    }

    @Test
    @Rule("ST-01")
    void concurrentReadersOfReplacedBlobsSeeWholeOnesOnly() {
        Storage writer = ready();
        Storage reader = open();
        writer.write(NAME, BlobSource.of(uniform(0)));
        whileWriting(
                round -> writer.write(NAME, BlobSource.of(uniform(round))),
                () -> expectWhole(find(reader, NAME).orElse(new byte[0])));
        expect(
                Arrays.equals(find(reader, NAME).orElseThrow(), uniform(ROUNDS - 1)),
                "not the last blob after the last write");
    }

    @Test
    @Rule("ST-01")
    void anOpenStreamGivesTheOldBlobOrFailsWhenItIsReplaced() {
        Storage storage = ready();
        storage.write(NAME, BlobSource.of(large(1)));
        expectOld(storage, () -> storage.write(NAME, BlobSource.of(large(2))));
        expect(Arrays.equals(find(storage, NAME).orElseThrow(), large(2)), "not the new blob after its write");
    }

    @Test
    @Rule("ST-01")
    void anOpenStreamGivesTheBlobOrFailsWhenItIsDeleted() {
        Storage storage = ready();
        storage.write(NAME, BlobSource.of(large(1)));
        expectOld(storage, () -> storage.delete(List.of(NAME)));
    }

    /** The writes in a thread of their own, and the looks here until all are done. */
    private static void whileWriting(Consumer<Integer> write, Runnable look) {
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(() -> IntStream.range(0, ROUNDS).forEach(write::accept));
        do {
            look.run();
        } while (!writing.isDone());
        writing.join();
    }

    private void expectWhole(byte[] seen) {
        expect(
                seen.length > 0 && Arrays.equals(seen, uniform(seen[0])),
                "a mixture or a part of blobs, with " + seen.length + " bytes");
    }

    private void expectOld(Storage storage, Runnable meanwhile) {
        byte[] seen = new byte[LARGE];
        int count;
        try (InputStream stream = storage.open(NAME)) {
            count = stream.readNBytes(seen, 0, 1_000);
            meanwhile.run();
            count += stream.readNBytes(seen, count, LARGE - count);
            count += stream.read() < 0 ? 0 : 1;
        } catch (IOException e) {
            // Told, so nobody takes a part for the whole.
            return;
        }
        expectEqual(count, LARGE, "how many bytes came from a stream that was open meanwhile");
        expect(Arrays.equals(seen, large(1)), "a stream that was open meanwhile gave bytes of another blob");
    }

    private static byte[] uniform(int value) {
        byte[] content = new byte[20_000 + value * 1_000];
        Arrays.fill(content, (byte) value);
        return content;
    }

    private static byte[] large(int value) {
        byte[] content = new byte[LARGE];
        Arrays.fill(content, (byte) value);
        return content;
    }
}
