package io.haservices.testkit.tck.storage;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Calls on threads that are interrupted: ST-14. */
public abstract class StorageInterrupts extends StorageChapter {
    private static final BlobName NAME = BlobName.of("election", "store", "blob");
    private static final int LENGTH = 1_000;
    // So long that a storage that sends large blobs in parts is in the middle of them.
    private static final int LARGE = 24 * 1024 * 1024;
    private static final int LATE = 20 * 1024 * 1024;

    /** For subclasses. */
    protected StorageInterrupts() {}

    @Test
    @Rule("ST-14")
    void aWriteByAThreadThatIsInterruptedAlready() {
        replaces("before", () -> {
            interrupt();
            return () -> new Generated(LENGTH);
        });
    }

    @Test
    @Rule("ST-14")
    void aWriteThatIsInterruptedWhenItBegins() {
        replaces("when its source was opened", () -> () -> {
            interrupt();
            return new Generated(LENGTH);
        });
    }

    @Test
    @Rule("ST-14")
    void aWriteThatIsInterruptedAtItsEnd() {
        replaces(
                "when its last byte was read",
                () -> () -> new WatchedStream(LENGTH, LENGTH, StorageInterrupts::interrupt));
    }

    @Test
    @Rule("ST-14")
    void aLargeWriteThatIsInterruptedInTheMiddle() {
        Storage storage = ready();
        boolean done = interrupted(
                "a large write",
                () -> done(storage, () -> new WatchedStream(LARGE, LATE, StorageInterrupts::interrupt)));
        long length = find(storage, NAME).map(content -> (long) content.length).orElse(-1L);
        expectEqual(length, done ? LARGE : -1L, "the length of a blob whose write was interrupted and " + ended(done));
        goesOn(storage);
    }

    @Test
    @Rule("ST-14")
    void aReadByAThreadThatIsInterrupted() {
        Storage storage = ready();
        storage.write(NAME, () -> new Generated(LENGTH));
        interrupted("a read", () -> {
            interrupt();
            try (InputStream stream = storage.open(NAME)) {
                expect(
                        Arrays.equals(stream.readAllBytes(), Generated.bytes(LENGTH)),
                        "an interrupted read gave other bytes than were written");
                return true;
            } catch (IOException | StorageException e) {
                return false;
            }
        });
        goesOn(storage);
    }

    private interface Sources {
        BlobSource next();
    }

    private void replaces(String when, Sources source) {
        Storage storage = ready();
        write(storage, NAME, "old");
        boolean done = interrupted("a write", () -> done(storage, source.next()));
        expectEqual(
                seen(storage),
                done ? "new" : "old",
                "a blob whose replacement was interrupted " + when + " and " + ended(done));
        goesOn(storage);
    }

    private String seen(Storage storage) {
        byte[] content = find(storage, NAME).orElse(new byte[0]);
        return Arrays.equals(content, Generated.bytes(LENGTH))
                ? "new"
                : Bytes.of(content).utf8();
    }

    private static void interrupt() {
        Thread.currentThread().interrupt();
    }

    private static boolean done(Storage storage, BlobSource source) {
        try {
            storage.write(NAME, source);
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    /** Runs what interrupts this thread, and ends the interruption. */
    private boolean interrupted(String what, BooleanSupplier action) {
        boolean done;
        boolean still;
        try {
            done = action.getAsBoolean();
        } finally {
            still = Thread.interrupted();
        }
        expect(still, "the thread was not interrupted any more after " + what + " that " + ended(done));
        return done;
    }

    private void goesOn(Storage storage) {
        expectEqual(storage.incomplete(""), List.of(), "what is incomplete after an interrupted call");
        write(storage, NAME, "later");
        expectEqual(read(storage, NAME), "later", "a blob that was written after an interrupted call");
    }

    private static String ended(boolean done) {
        return done ? "returned" : "failed";
    }
}
