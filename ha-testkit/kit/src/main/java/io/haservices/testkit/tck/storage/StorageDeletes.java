package io.haservices.testkit.tck.storage;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Removing blobs: ST-06. */
public abstract class StorageDeletes extends StorageChapter {
    /** For subclasses. */
    protected StorageDeletes() {}

    @Test
    @Rule("ST-06")
    void deletesTheNamedBlobsOnly() {
        Storage storage = ready();
        List<BlobName> gone = List.of(BlobName.of("a", "x"), BlobName.of("b", "x"));
        List<BlobName> kept = List.of(BlobName.of("a", "x2"), BlobName.of("a2", "x"), BlobName.of("b", "y"));
        gone.forEach(name -> write(storage, name, "gone"));
        kept.forEach(name -> write(storage, name, "kept"));
        storage.delete(gone);
        expectEqual(storage.list(""), kept, "the list after a deletion");
        kept.forEach(name -> expectEqual(read(storage, name), "kept", "the blob " + name));
    }

    @Test
    @Rule("ST-06")
    void deletesWhatIsNotThere() {
        Storage storage = ready();
        BlobName there = BlobName.of("a", "there");
        write(storage, there, "x");
        storage.delete(List.of());
        storage.delete(List.of(BlobName.of("a", "never"), there, BlobName.of("never", "never")));
        storage.delete(List.of(there));
        expectEqual(storage.list(""), List.of(), "the list after deletions");
        write(storage, there, "again");
        expectEqual(read(storage, there), "again", "a blob that was written again after its deletion");
    }

    @Test
    @Rule("ST-06")
    void deletesNothingBeneathAPartOfAPath() {
        Storage storage = ready();
        BlobName beneath = BlobName.of("a", "b", "c");
        write(storage, beneath, "kept");
        storage.delete(List.of(BlobName.of("a", "b"), BlobName.of("a")));
        storage.delete(List.of(BlobName.of("a")));
        expectEqual(storage.list(""), List.of(beneath), "the list after the parts of a path were deleted");
        expectEqual(read(storage, beneath), "kept", "the blob beneath them");
    }

    @Test
    @Rule("ST-06")
    void deletesNothingWhereThereIsNoRootYet() {
        Storage storage = open();
        storage.delete(List.of(BlobName.of("a")));
        storage.delete(List.of(BlobName.of("a", "b"), BlobName.of("c")));
        expectEqual(storage.list(""), List.of(), "the list of a root that is not there");
    }

    @Test
    @Rule("ST-06")
    void deletesManyAtOnce() {
        Storage storage = ready();
        int page = faults().pageSize();
        List<BlobName> names = IntStream.range(0, page + 20)
                .mapToObj(i -> BlobName.of("many", "n" + i))
                .toList();
        writeAll(storage, names);
        storage.delete(names.subList(0, page + 19));
        expectEqual(
                storage.list(""), names.subList(page + 19, page + 20), "the list when all but the last were deleted");
    }
}
