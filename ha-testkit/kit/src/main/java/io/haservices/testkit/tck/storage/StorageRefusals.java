package io.haservices.testkit.tck.storage;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.testkit.tck.Rule;
import io.haservices.testkit.tck.UnsupportedFault;
import io.haservices.values.Bytes;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A disk that is full, and permission that is denied: ST-08, ST-09. */
public abstract class StorageRefusals extends StorageChapter {
    private static final BlobName NAME = BlobName.of("election", "store", "blob");
    private static final BlobName OTHER = BlobName.of("election", "store", "other");
    private static final int TOO_LARGE = 32 * 1024 * 1024;
    private static final Pattern FULL = Pattern.compile("(?i)\\b(space|quota|full)\\b");
    private static final Pattern DENIED =
            Pattern.compile("(?i)permission|denied|not permitted|not allowed|forbidden|not authorized|read-only");
    private static final Pattern TWO_SENTENCES = Pattern.compile("(?s).+\\. \\p{Lu}.+\\.");

    /** For subclasses. */
    protected StorageRefusals() {}

    @Test
    @Rule("ST-08")
    void aWriteThatFindsNoSpaceLeavesNothing() {
        Storage storage = small();
        write(storage, NAME, "old");
        failure("a replacement without space", () -> storage.write(NAME, () -> new Generated(TOO_LARGE)));
        failure("a write without space", () -> storage.write(OTHER, () -> new Generated(TOO_LARGE)));
        expectEqual(read(storage, NAME), "old", "a blob after a replacement that found no space");
        expectEqual(storage.list(""), List.of(NAME), "the list after writes that found no space");
        expectEqual(storage.incomplete(""), List.of(), "what is incomplete after writes that found no space");
        write(storage, NAME, "new");
        expectEqual(read(storage, NAME), "new", "a small blob after large ones that found no space");
    }

    @Test
    @Rule("ST-08")
    void aWriteWithoutPermissionLeavesTheOldBlobWhole() {
        Storage storage = ready();
        write(storage, NAME, "old");
        faults().makeUnwritable(root());
        failure("a write where none is permitted", () -> write(storage, NAME, "new"));
        failure("a write where none is permitted", () -> write(storage, OTHER, "new"));
        faults().makeWritable(root());
        expectEqual(read(open(), NAME), "old", "a blob after a write that was not permitted");
        expectEqual(storage.list(""), List.of(NAME), "the list after writes that were not permitted");
        write(storage, NAME, "new");
        expectEqual(read(open(), NAME), "new", "a blob after a write that was permitted again");
    }

    @Test
    @Rule("ST-09")
    void aFullStorageIsToldAsThat() {
        Storage storage = small();
        StorageException failure =
                failure("a write without space", () -> storage.write(NAME, () -> new Generated(TOO_LARGE)));
        told(failure, storage.root(), NAME.path(), FULL);
    }

    @Test
    @Rule("ST-09")
    void aWriteWithoutPermissionIsToldAsThat() {
        Storage storage = ready();
        faults().makeUnwritable(root());
        told(failure("a write where none is permitted", () -> write(storage, NAME, "x")), root(), NAME.path(), DENIED);
        faults().makeWritable(root());
        write(storage, NAME, "x");
    }

    @Test
    @Rule("ST-09")
    void aPutIfAbsentWithoutPermissionIsToldAsThat() {
        Storage storage = ready();
        if (!storage.capabilities().contains(StorageCapability.PUT_IF_ABSENT)) {
            throw new UnsupportedFault("this storage does not declare " + StorageCapability.PUT_IF_ABSENT);
        }
        faults().makeUnwritable(root());
        StorageException failure =
                failure("a putIfAbsent where none is permitted", () -> storage.putIfAbsent(NAME, Bytes.utf8("x")));
        told(failure, root(), NAME.path(), DENIED);
    }

    @Test
    @Rule("ST-09")
    void aDeletionWithoutPermissionIsToldAsThat() {
        Storage storage = ready();
        write(storage, NAME, "x");
        faults().makeUnwritable(root());
        StorageException failure = failure("a deletion where none is permitted", () -> storage.delete(List.of(NAME)));
        told(failure, root(), NAME.path(), DENIED);
        expectEqual(read(storage, NAME), "x", "a blob whose deletion was not permitted");
    }

    @Test
    @Rule("ST-09")
    void aProbeTellsThatNothingMayBeWritten() {
        Storage storage = ready();
        faults().makeUnwritable(root());
        told(failure("a probe where nothing may be written", storage::probe), root(), "", DENIED);
        faults().makeWritable(root());
        storage.probe();
    }

    @Test
    @Rule("ST-09")
    void whatMayNotBeReadIsNeitherMissingNorAnEmptyList() {
        Storage storage = ready();
        write(storage, NAME, "x");
        faults().makeUnreadable(root());
        StorageException failure = failure("opening what may not be read", () -> read(storage, NAME));
        expect(!(failure instanceof MissingBlobException), "a blob that may not be read is told to be missing");
        told(failure, root(), NAME.path(), DENIED);
        told(failure("a list of what may not be read", () -> storage.list("")), root(), "", DENIED);
        faults().makeReadable(root());
        expectEqual(read(storage, NAME), "x", "a blob that may be read again");
    }

    private Storage small() {
        Storage storage = open(faults().newSmallRoot());
        storage.probe();
        return storage;
    }

    /** The blob, the place, the cause, and what to do. */
    private void told(StorageException failure, URI where, String blob, Pattern cause) {
        String message = String.valueOf(failure.getMessage());
        expect(message.contains(blob), "the message does not name the blob " + blob + ": " + message);
        String place = where.getPath().replaceFirst("/$", "");
        expect(message.contains(place), "the message does not name the place " + where + ": " + message);
        expect(cause.matcher(message).find(), "the message does not tell the cause (" + cause + "): " + message);
        expect(
                TWO_SENTENCES.matcher(message).matches(),
                "the message has no second sentence, which tells what to do: " + message);
    }
}
