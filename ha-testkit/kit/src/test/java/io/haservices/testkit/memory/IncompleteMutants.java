package io.haservices.testkit.memory;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** Breaks ST-07. */
final class IncompleteMutants {
    private IncompleteMutants() {}

    static List<Mutant<BiFunction<URI, InMemoryBlobs, Storage>>> all() {
        return List.of(
                lists("what dead writers left is not listed", (blobs, prefix) -> List.of()),
                lists("the list goes beyond its path", (blobs, prefix) -> blobs.incomplete("")),
                lists("the list is not in order", (blobs, prefix) -> {
                    List<IncompleteWrite> turned = new ArrayList<>(blobs.incomplete(prefix));
                    Collections.reverse(turned);
                    return turned;
                }),
                lists("whole blobs that end in .tmp are listed", (blobs, prefix) -> {
                    List<IncompleteWrite> more = new ArrayList<>(blobs.incomplete(prefix));
                    blobs.list(prefix).stream()
                            .filter(name -> name.path().endsWith(".tmp"))
                            .forEach(name -> more.add(new IncompleteWrite(name, "whole")));
                    return more;
                }),
                lists(
                        "the folder is named, and not the blob",
                        (blobs, prefix) -> blobs.incomplete(prefix).stream()
                                .map(write -> new IncompleteWrite(folder(write.blob()), write.id()))
                                .toList()),
                discards("nothing is discarded", (blobs, writes) -> {}),
                discards(
                        "all writes of a blob are discarded",
                        (blobs, writes) -> writes.forEach(
                                write -> blobs.incomplete(write.blob().path()).forEach(blobs::discard))),
                discards(
                        "the whole blob goes too",
                        (blobs, writes) -> writes.forEach(write -> {
                            blobs.discard(write);
                            blobs.remove(write.blob());
                        })),
                discards("discarding what has vanished fails", (blobs, writes) -> {
                    for (IncompleteWrite write : writes) {
                        if (!blobs.discard(write)) {
                            throw new StorageException("there is no write " + write);
                        }
                    }
                }),
                writes("a write that was discarded returns", (blobs, failure) -> 1),
                writes("a write that was discarded leaves a part", (blobs, failure) -> {
                    blobs.put(BlobName.of("a", "half"), new byte[10]);
                    throw failure;
                }));
    }

    private interface Listing {
        List<IncompleteWrite> of(InMemoryBlobs blobs, String prefix);
    }

    private interface Discard {
        void of(InMemoryBlobs blobs, Collection<IncompleteWrite> writes);
    }

    private interface Discarded {
        long write(InMemoryBlobs blobs, StorageException failure);
    }

    private static Mutant<BiFunction<URI, InMemoryBlobs, Storage>> lists(String change, Listing listing) {
        return Mutant.of("ST-07", change, (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public List<IncompleteWrite> incomplete(String prefix) {
                return listing.of(blobs, prefix);
            }
        });
    }

    private static Mutant<BiFunction<URI, InMemoryBlobs, Storage>> discards(String change, Discard discard) {
        return Mutant.of("ST-07", change, (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public void discard(Collection<IncompleteWrite> writes) {
                discard.of(blobs, writes);
            }
        });
    }

    private static Mutant<BiFunction<URI, InMemoryBlobs, Storage>> writes(String change, Discarded discarded) {
        return Mutant.of("ST-07", change, (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public long write(BlobName name, BlobSource source) {
                try {
                    return super.write(name, source);
                } catch (StorageException e) {
                    if (String.valueOf(e.getMessage()).contains("discarded")) {
                        return discarded.write(blobs, e);
                    }
                    throw e;
                }
            }
        });
    }

    private static BlobName folder(BlobName name) {
        return new BlobName(name.path().replaceFirst("/[^/]*$", ""));
    }
}
