package io.haservices.testkit.tck.storage;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.testkit.tck.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not there: ST-04. */
public abstract class StorageReads extends StorageChapter {
    private static final BlobName NAME = BlobName.of("election", "store", "blob");

    /** For subclasses. */
    protected StorageReads() {}

    @Test
    @Rule("ST-04")
    void aBlobThatNeverWasIsMissing() {
        Storage storage = ready();
        missing(storage, NAME);
        missing(storage, BlobName.of("blob"));
    }

    @Test
    @Rule("ST-04")
    void aDeletedBlobIsMissing() {
        Storage storage = ready();
        write(storage, NAME, "content");
        storage.delete(List.of(NAME));
        missing(storage, NAME);
    }

    @Test
    @Rule("ST-04")
    void aPartOfAPathIsNoBlob() {
        Storage storage = ready();
        write(storage, NAME, "content");
        missing(storage, BlobName.of("election", "store"));
        missing(storage, BlobName.of("election", "store", "blo"));
        missing(storage, BlobName.of("election", "store", "blob2"));
    }

    @Test
    @Rule("ST-04")
    void everythingIsMissingWhereThereIsNoRootYet() {
        missing(open(), NAME);
    }

    private void missing(Storage storage, BlobName name) {
        StorageException failure = failure("opening " + name, () -> read(name, storage));
        expect(failure instanceof MissingBlobException, "opening " + name + " failed with " + failure);
        expect(
                String.valueOf(failure.getMessage()).contains(name.path()),
                "the message does not name the blob: " + failure.getMessage());
    }

    private void read(BlobName name, Storage storage) {
        try (java.io.InputStream stream = storage.open(name)) {
            verdict()
                    .expect(
                            false,
                            "opening " + name + " gave a stream with " + stream.readAllBytes().length + " bytes");
        } catch (java.io.IOException e) {
            throw verdict().broken("opening " + name + " gave a stream that failed with " + e, e);
        }
    }
}
