package io.haservices.testkit.tck.storage;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import io.haservices.values.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names: ST-13. */
public abstract class StorageNames extends StorageChapter {
    private static final String LONGEST = "x".repeat(Segment.MAX_ENCODED_LENGTH);

    /** For subclasses. */
    protected StorageNames() {}

    @Test
    @Rule("ST-13")
    void everyCharacterIsANameOfItsOwn() {
        // Each plain one, both cases of the letters among them, and each one that is encoded.
        works(IntStream.rangeClosed(0, 0x7f)
                .filter(character -> character != '.')
                .mapToObj(character -> BlobName.of("c", String.valueOf((char) character)))
                .toList());
    }

    @Test
    @Rule("ST-13")
    void longNamesWork() {
        String encoded = "\u00e4".repeat(Segment.MAX_ENCODED_LENGTH / 6);
        String wide = "\ud83d\ude00".repeat(Segment.MAX_ENCODED_LENGTH / 12);
        works(List.of(
                BlobName.of(LONGEST),
                BlobName.of(LONGEST.substring(1) + "X"),
                BlobName.of(LONGEST.substring(1)),
                BlobName.of("names", encoded),
                BlobName.of("names", wide),
                BlobName.of("deep", LONGEST, LONGEST, LONGEST, LONGEST),
                BlobName.of("deep", LONGEST, LONGEST, LONGEST, LONGEST.substring(1) + "y")));
    }

    @Test
    @Rule("ST-13")
    void namesThatOftenMeanSomethingElseWork() {
        List<BlobName> names = new ArrayList<>();
        for (String name : List.of(
                "a.b",
                "a.",
                ".hidden",
                "...",
                "a b",
                " a",
                "a/b",
                "a\\b",
                "%41",
                "A",
                "a",
                "Aa",
                "aA",
                "con",
                "nul.txt",
                "a:b",
                "*?",
                "a=b&c",
                "a+b",
                "tmp",
                "a.tmp",
                "x.incomplete",
                "_",
                "__",
                "-",
                "--",
                "-rf",
                "~user",
                "probe",
                "0",
                "00",
                "#",
                "\u00e4",
                "a\u0308",
                "\ufeff",
                "\ud83d\ude00")) {
            names.add(BlobName.of("names", name));
            names.add(BlobName.of("folders", name, "blob"));
        }
        works(names);
    }

    /** All at once, so that two names that the storage takes for one are found out. */
    private void works(List<BlobName> names) {
        Storage storage = ready();
        writeAll(storage, names);
        names.forEach(name -> expectEqual(read(storage, name), name.path(), "the blob named " + name));
        expectEqual(storage.list(""), names.stream().sorted().toList(), "the list of all names");
        storage.delete(names.subList(0, 1));
        expectEqual(
                storage.list("").size(), names.size() - 1, "how many are left when " + names.get(0) + " was deleted");
        storage.delete(names.subList(1, names.size()));
        expectEqual(storage.list(""), List.of(), "the list when all were deleted");
    }
}
