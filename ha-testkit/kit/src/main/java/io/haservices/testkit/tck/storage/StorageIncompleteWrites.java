package io.haservices.testkit.tck.storage;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What writers leave that have not ended, and its removal: ST-07. */
public abstract class StorageIncompleteWrites extends StorageChapter {
    private static final BlobName WHOLE = BlobName.of("a", "whole");
    private static final BlobName HALF = BlobName.of("a", "half");
    private static final BlobName BESIDE = BlobName.of("a", "half2");
    private static final BlobName ELSEWHERE = BlobName.of("ab", "half");
    // So long, and looked at so late, that a storage that sends large blobs in parts has begun.
    private static final int LARGE = 24 * 1024 * 1024;
    private static final int LATE = 20 * 1024 * 1024;

    /** For subclasses. */
    protected StorageIncompleteWrites() {}

    @Test
    @Rule("ST-07")
    void listsAndDiscardsWhatADeadWriterLeft() {
        Storage storage = ready();
        write(storage, WHOLE, "whole");
        faults().crashWhileWriting(root(), HALF);
        List<IncompleteWrite> left = storage.incomplete("");
        expectEqual(blobs(left), List.of(HALF), "what is incomplete after a writer has died");
        storage.discard(left);
        expectEqual(storage.incomplete(""), List.of(), "what is incomplete after it was discarded");
        storage.discard(left);
        expectEqual(storage.list(""), List.of(WHOLE), "the list after discards");
        expectEqual(read(storage, WHOLE), "whole", "a whole blob after discards");
    }

    @Test
    @Rule("ST-07")
    void listsBeneathItsPathOnlyInTheOrderOfTheBlobs() {
        Storage storage = ready();
        List.of(ELSEWHERE, BESIDE, HALF).forEach(name -> faults().crashWhileWriting(root(), name));
        expectEqual(blobs(storage.incomplete("")), List.of(HALF, BESIDE, ELSEWHERE), "what is incomplete");
        expectEqual(blobs(storage.incomplete("a")), List.of(HALF, BESIDE), "what is incomplete beneath a");
        expectEqual(blobs(storage.incomplete("a/half")), List.of(HALF), "what is incomplete at a blob");
        expectEqual(storage.incomplete("b"), List.of(), "what is incomplete beneath a path that is not there");
    }

    @Test
    @Rule("ST-07")
    void discardsTheNamedWritesOnly() {
        Storage storage = ready();
        write(storage, HALF, "whole");
        faults().crashWhileWriting(root(), HALF);
        faults().crashWhileWriting(root(), HALF);
        faults().crashWhileWriting(root(), BESIDE);
        List<IncompleteWrite> left = storage.incomplete("");
        expectEqual(blobs(left), List.of(HALF, HALF, BESIDE), "what three dead writers left");
        storage.discard(left.subList(0, 1));
        expectEqual(storage.incomplete(""), left.subList(1, 3), "what is left when the first was discarded");
        storage.discard(left);
        expectEqual(storage.incomplete(""), List.of(), "what is left when all were discarded");
        expectEqual(read(storage, HALF), "whole", "the blob that a dead writer would have replaced");
        storage.discard(List.of());
    }

    @Test
    @Rule("ST-07")
    void wholeBlobsAreNotIncomplete() {
        Storage storage = ready();
        expectEqual(storage.incomplete(""), List.of(), "what is incomplete in an empty root");
        List<BlobName> names = List.of(WHOLE, BlobName.of("a", "x.tmp"), BlobName.of("tmp", ".x"));
        names.forEach(name -> write(storage, name, "whole"));
        expectEqual(storage.incomplete(""), List.of(), "what is incomplete among whole blobs");
    }

    @Test
    @Rule("ST-07")
    void nothingIsIncompleteWhereThereIsNoRootYet() {
        expectEqual(open().incomplete(""), List.of(), "what is incomplete in a root that is not there");
    }

    @Test
    @Rule("ST-07")
    void aDiscardedWriteLeavesNoBlobOrTheWholeOne() {
        Storage writer = ready();
        Storage other = open();
        boolean returned =
                writes(writer, () -> new WatchedStream(LARGE, LATE, () -> other.discard(other.incomplete("a/half"))));
        expectEqual(
                find(other, HALF).map(content -> content.length).orElse(-1),
                returned ? LARGE : -1,
                "the length of a blob whose write was discarded and then " + (returned ? "returned" : "failed"));
        expectEqual(other.incomplete(""), List.of(), "what is incomplete after a discarded write");
        write(writer, HALF, "again");
        expectEqual(read(other, HALF), "again", "a blob that was written again after a discard");
    }

    private static boolean writes(Storage storage, io.haservices.spi.storage.BlobSource source) {
        try {
            storage.write(HALF, source);
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    private static List<BlobName> blobs(List<IncompleteWrite> writes) {
        return writes.stream().map(IncompleteWrite::blob).toList();
    }
}
