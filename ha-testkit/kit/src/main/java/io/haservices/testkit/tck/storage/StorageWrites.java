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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Durable and exact: ST-02, ST-03. */
public abstract class StorageWrites extends StorageChapter {
    private static final BlobName NAME = BlobName.of("election", "store", "blob");
    private static final int LARGE = 20 * 1024 * 1024 + 3;
    // Small enough that a blob of twice the size cannot be held, and large enough for the classes of a vendor's client.
    private static final long HEAP = 64 << 20;

    /** For subclasses. */
    protected StorageWrites() {}

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
    void whatAKilledWriterHadWrittenIsThereAndWhole() {
        ready();
        int returned = faults().writeUntilKilled(root(), 20);
        Storage storage = open();
        List<BlobName> listed = storage.list("");
        for (int number = 0; number < returned; number++) {
            BlobName name = new NumberedBlob(number).name();
            expect(
                    listed.contains(name),
                    name + " is not listed, whose write had returned before its writer was killed");
        }
        expect(listed.size() <= returned + 1, listed.size() + " blobs after " + returned + " writes");
        for (BlobName name : listed) {
            expect(
                    find(storage, name)
                            .filter(content ->
                                    Arrays.equals(content, NumberedBlob.of(name).content()))
                            .isPresent(),
                    name + " is not whole after its writer was killed");
        }
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
                Generated.compare(actual, new Generated(size));
            }
        }
    }

    @Test
    @Rule("ST-03")
    void memoryDoesNotGrowWithTheSize() {
        ready();
        faults().streamWithLittleMemory(root(), NAME, HEAP, 2 * HEAP);
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
        expect(
                find(storage, NAME).filter(read -> Arrays.equals(read, all)).isPresent(),
                "other bytes than were written");
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
}
