package io.haservices.testkit.tck.storage;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source that fails, and what a probe does: ST-08, ST-09. */
public abstract class StorageFailures extends StorageChapter {
    private static final BlobName NAME = BlobName.of("election", "store", "blob");

    /** For subclasses. */
    protected StorageFailures() {}

    @Test
    @Rule("ST-08")
    void aSourceThatFailsLeavesNoBlob() {
        Storage storage = ready();
        failure("a write whose source fails", () -> storage.write(NAME, broken(0)));
        failure("a write whose source fails late", () -> storage.write(NAME, broken(20_000_000)));
        expectEqual(read(open(), NAME), "nothing", "a blob whose source failed");
        expectEqual(storage.list(""), List.of(), "the list after failed writes");
        expectEqual(storage.incomplete(""), List.of(), "what is incomplete after failed writes");
    }

    @Test
    @Rule("ST-08")
    void aSourceThatFailsLeavesTheOldBlobWhole() {
        Storage storage = ready();
        write(storage, NAME, "old");
        failure("a replacement whose source fails", () -> storage.write(NAME, broken(3_000_000)));
        expectEqual(read(open(), NAME), "old", "a blob after a failed replacement");
        write(storage, NAME, "new");
        expectEqual(read(open(), NAME), "new", "a blob after a replacement that followed a failed one");
    }

    @Test
    @Rule("ST-09")
    void aFailureNamesTheBlob() {
        Storage storage = ready();
        named(failure("a write whose source fails", () -> storage.write(NAME, broken(10))));
    }

    @Test
    @Rule("ST-09")
    void aProbeMakesTheRootAndLeavesNoBlob() {
        Storage storage = open();
        storage.probe();
        storage.probe();
        expectEqual(storage.list(""), List.of(), "the list after a probe");
        write(storage, NAME, "x");
        storage.probe();
        expectEqual(storage.list(""), List.of(NAME), "the list after another probe");
    }

    private void named(StorageException failure) {
        expect(
                String.valueOf(failure.getMessage()).contains(NAME.path()),
                "the message does not name the blob: " + failure.getMessage());
    }

    private static BlobSource broken(int after) {
        return () -> new SequenceInputStream(new Generated(after), new Failing());
    }

    private static final class Failing extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("thrown by a source of the TCK, on purpose");
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            return read();
        }
    }
}
