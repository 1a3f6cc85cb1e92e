package io.haservices.testkit.tck.storage;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists: ST-05. */
public abstract class StorageLists extends StorageChapter {
    /** For subclasses. */
    protected StorageLists() {}

    @Test
    @Rule("ST-05")
    void listsWholeSegmentsOnly() {
        Storage storage = ready();
        List<BlobName> beneath = List.of(BlobName.of("a", "b", "x"), BlobName.of("a", "b", "y", "z"));
        beneath.forEach(name -> write(storage, name, "in"));
        for (String other : List.of("bc", "b-", "b.", "B", "\u00e4")) {
            write(storage, BlobName.of("a", other, "x"), "out");
        }
        write(storage, BlobName.of("b", "x"), "out");
        expectEqual(storage.list("a/b"), beneath, "the list beneath a/b");
        expectEqual(storage.list("a/b/x"), beneath.subList(0, 1), "the list at a blob");
        expectEqual(storage.list("a/b/y"), beneath.subList(1, 2), "the list beneath a/b/y");
        expectEqual(storage.list("a/none"), List.of(), "the list beneath a path that is not there");
        expectEqual(storage.list("").size(), 8, "how many there are in all");
    }

    @Test
    @Rule("ST-05")
    void listsManyPagesSorted() {
        Storage storage = ready();
        int page = faults().pageSize();
        List<BlobName> names = IntStream.range(0, page)
                .mapToObj(i -> BlobName.of("many", "n" + (i * 7919L) % page))
                .toList();
        writeAll(storage, names);
        expectEqual(storage.list("many"), names.stream().sorted().toList(), "a list of exactly a page");
        List<BlobName> more = List.of(BlobName.of("many", "n"), BlobName.of("many", "o", "deeper"), BlobName.of("one"));
        writeAll(storage, more);
        List<BlobName> all =
                Stream.concat(names.stream(), more.stream()).sorted().toList();
        expectEqual(storage.list("many"), all.subList(0, page + 2), "a list of a page and two names");
        expectEqual(storage.list(""), all, "a list of more than a page");
    }

    @Test
    @Rule("ST-05")
    void sortsByPath() {
        Storage storage = ready();
        List<BlobName> names = new ArrayList<>();
        for (String first : List.of("a", "a-", "a.b", "a0", "A", "b", "_")) {
            names.add(BlobName.of(first, "x"));
            names.add(BlobName.of(first, "-"));
        }
        names.forEach(name -> write(storage, name, "x"));
        expectEqual(storage.list(""), names.stream().sorted().toList(), "a list");
    }

    @Test
    @Rule("ST-05")
    void listsNothingWhereThereIsNoRootYet() {
        expectEqual(open().list(""), List.of(), "the list of a root that is not there");
    }

    @Test
    @Rule("ST-05")
    void doesNotListWhatIsBeingWritten() {
        Storage writer = ready();
        Storage reader = open();
        writer.write(BlobName.of("a", "b"), () -> {
            expectEqual(reader.list(""), List.of(), "the list when a write has just begun");
            return new ByteArrayInputStream(new byte[100]) {
                @Override
                public void close() {
                    expectEqual(reader.list("a"), List.of(), "the list during a write");
                }
            };
        });
        expectEqual(reader.list("a"), List.of(BlobName.of("a", "b")), "the list after the write");
    }

    @Test
    @Rule("ST-05")
    void doesNotListWhatADeadWriterLeft() {
        Storage storage = ready();
        write(storage, BlobName.of("a", "whole"), "x");
        faults().crashWhileWriting(root(), BlobName.of("a", "half"));
        expectEqual(storage.list(""), List.of(BlobName.of("a", "whole")), "the list after a writer has died");
        expectEqual(read(storage, BlobName.of("a", "half")), "nothing", "what a dead writer was writing");
    }
}
