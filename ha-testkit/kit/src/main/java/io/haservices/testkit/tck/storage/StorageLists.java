package io.haservices.testkit.tck.storage;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import io.haservices.values.Segment;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists and names: ST-05, ST-13. */
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
        List<BlobName> names = IntStream.range(0, 1_100)
                .mapToObj(i -> BlobName.of("many", "n" + (i * 7919) % 1_100))
                .toList();
        names.forEach(name -> write(storage, name, "x"));
        write(storage, BlobName.of("one"), "x");
        expectEqual(storage.list("many"), names.stream().sorted().toList(), "a list of 1,100 names");
        expectEqual(storage.list("").size(), 1_101, "how many there are in all");
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

    @Test
    @Rule("ST-13")
    void everyLegalNameWorks() {
        Storage storage = ready();
        String longest = "x".repeat(Segment.MAX_ENCODED_LENGTH);
        List<BlobName> names = new ArrayList<>();
        for (String name : List.of(
                longest,
                "\u00e4".repeat(33),
                " ",
                "-",
                "_",
                "~",
                "a.b",
                ".hidden",
                "...",
                "a b",
                "a/b",
                "a\\b",
                "%41",
                "A",
                "a",
                "con",
                "a:b",
                "*?",
                "\u0000",
                "\ud83d\ude00",
                "+",
                "a=b&c",
                "tmp",
                "a.tmp",
                "#")) {
            names.add(BlobName.of("names", name));
        }
        names.add(BlobName.of(longest, longest, longest, longest));
        names.forEach(name -> write(storage, name, "content of " + name));
        names.forEach(name -> expectEqual(read(storage, name), "content of " + name, "the blob named " + name));
        expectEqual(storage.list(""), names.stream().sorted().toList(), "the list of all names");
        storage.delete(names);
        expectEqual(storage.list(""), List.of(), "the list when all were deleted");
    }
}
