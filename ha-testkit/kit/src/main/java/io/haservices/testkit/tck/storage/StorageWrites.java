package io.haservices.testkit.tck.storage;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import io.haservices.values.Bytes;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whole, durable and exact: ST-01, ST-02, ST-03. */
public abstract class StorageWrites extends StorageChapter {
    private static final BlobName NAME = BlobName.of("election", "store", "blob");
    private static final int LARGE = 64 * 1024 * 1024;

    /** For subclasses. */
    protected StorageWrites() {}

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
    void concurrentReadersSeeWholeBlobsOnly() {
        Storage writer = ready();
        Storage reader = open();
        writer.write(NAME, BlobSource.of(uniform(0)));
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= 60; i++) {
                writer.write(NAME, BlobSource.of(uniform(i)));
            }
        });
        int reads = 0;
        while (!writing.isDone() || reads == 0) {
            byte[] seen = content(reader);
            expect(
                    seen.length > 0 && Arrays.equals(seen, uniform(seen[0])),
                    "a mixture or a part of blobs, with " + seen.length + " bytes");
            reads++;
        }
        writing.join();
        expect(Arrays.equals(content(reader), uniform(60)), "not the last blob after the last write");
    }

    @Test
    @Rule("ST-02")
    void isSeenByOthersWhenTheWriteHasReturned() {
        Storage writer = ready();
        Storage reader = open();
        write(writer, NAME, "content");
        expectEqual(read(reader, NAME), "content", "a blob after its write has returned");
        expectEqual(reader.list(""), List.of(NAME), "the list after the write has returned");
        write(writer, NAME, "other content");
        expectEqual(read(reader, NAME), "other content", "a blob after its replacement has returned");
    }

    @Test
    @Rule("ST-02")
    void survivesTheDeathOfItsWriter() {
        ready();
        faults().crashAfterWriting(root(), NAME, Bytes.utf8("content").toArray());
        expectEqual(read(open(), NAME), "content", "a blob whose writer has died after the write had returned");
    }

    @Test
    @Rule("ST-02")
    void survivesTheCloseOfItsStorage() {
        Storage writer = ready();
        write(writer, NAME, "content");
        writer.close();
        writer.close();
        expectEqual(read(open(), NAME), "content", "a blob after its storage was closed");
    }

    @Test
    @Rule("ST-03")
    void readsWhatWasWrittenOfAnySize() throws IOException {
        Storage storage = ready();
        for (int size : new int[] {0, 1, 4095, 4096, 8192, 8193, 65_536, 1_000_003, LARGE}) {
            long written = storage.write(NAME, () -> new Generated(size));
            expectEqual(written, (long) size, "what a write returned");
            try (InputStream actual = storage.open(NAME)) {
                same(actual, new Generated(size), size);
            }
        }
    }

    @Test
    @Rule("ST-03")
    void keepsEveryByteValue() {
        Storage storage = ready();
        byte[] all = new byte[1024];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        storage.write(NAME, BlobSource.of(all));
        expect(Arrays.equals(content(storage), all), "other bytes than were written");
    }

    @Test
    @Rule("ST-03")
    void closesItsSourceAndReadsSlowOnesToTheEnd() {
        Storage storage = ready();
        AtomicInteger open = new AtomicInteger();
        long written = storage.write(NAME, () -> {
            open.incrementAndGet();
            return new FilterInputStream(new Generated(10_000)) {
                @Override
                public int read(byte[] target, int offset, int count) throws IOException {
                    return super.read(target, offset, Math.min(count, 7));
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        });
        expectEqual(written, 10_000L, "what a write returned whose source gives few bytes at a time");
        expectEqual(open.get(), 0, "the number of streams of the source that were not closed");
    }

    private static byte[] uniform(int value) {
        byte[] content = new byte[20_000 + value * 1_000];
        Arrays.fill(content, (byte) value);
        return content;
    }

    private byte[] content(Storage storage) {
        try (InputStream stream = storage.open(NAME)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw verdict().broken("reading failed with " + e, e);
        }
    }

    private void same(InputStream actual, InputStream expected, int size) throws IOException {
        byte[] read = new byte[8192];
        byte[] should = new byte[8192];
        for (long position = 0; ; ) {
            int count = actual.readNBytes(read, 0, read.length);
            int due = expected.readNBytes(should, 0, should.length);
            expect(
                    count == due && Arrays.equals(read, 0, count, should, 0, due),
                    "a blob of " + size + " bytes differs from what was written between byte " + position + " and byte "
                            + (position + Math.max(count, due)));
            position += count;
            if (count == 0) {
                return;
            }
        }
    }
}
