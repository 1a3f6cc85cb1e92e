package io.haservices.testkit.memory;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Breaks ST-08 and ST-09 where the disk is full or permission is denied. */
final class RefusalMutants {
    private static final String FULL = "no space";
    private static final String DENIED = "permission";

    private RefusalMutants() {}

    static List<Mutant<BiFunction<URI, InMemoryBlobs, Storage>>> all() {
        return List.of(
                Mutant.storage("ST-08", "what fitted is left where there is no space", damaged(FULL, (blobs, name) -> {
                            if (blobs.find(name).isEmpty()) {
                                blobs.put(name, new byte[100]);
                            }
                        }))
                        .seen("the list after writes that found no space"),
                Mutant.storage(
                                "ST-08",
                                "an incomplete write is left where there is no space",
                                damaged(FULL, InMemoryBlobs::leaveIncomplete))
                        .seen("what is incomplete after writes that found no space"),
                Mutant.storage("ST-08", "a write without permission removes", damaged(DENIED, InMemoryBlobs::remove))
                        .seen("a blob after a write that was not permitted is nothing"),
                Mutant.storage(
                                "ST-09",
                                "a full disk is some trouble",
                                told(message -> message.replaceAll(FULL + ".*for", "trouble, for")))
                        .seen("the message does not tell the cause"),
                Mutant.storage(
                                "ST-09",
                                "a lack of permission is some trouble",
                                told(message ->
                                        message.replace(DENIED, "trouble").replace("denied", "")))
                        .seen("the message does not tell the cause"),
                Mutant.storage(
                                "ST-09",
                                "nobody is told what to do",
                                told(message -> message.replaceAll("\\. Call.*", ".")))
                        .seen("the message has no second sentence"),
                Mutant.storage(
                                "ST-09",
                                "the place is not told",
                                told(message -> message.replaceAll("memory:[^ ]+", "the root")))
                        .seen("the message does not name the place"),
                Mutant.storage(
                                "ST-09",
                                "a deletion without permission does nothing",
                                (root, blobs) -> new InMemoryStorage(root, blobs) {
                                    @Override
                                    public void delete(Collection<BlobName> names) {
                                        try {
                                            super.delete(names);
                                        } catch (StorageException e) {
                                            // Nobody learns of it.
                                        }
                                    }
                                })
                        .seen("a deletion where none is permitted succeeded"),
                Mutant.storage(
                                "ST-09",
                                "what may not be read is missing",
                                (root, blobs) -> new InMemoryStorage(root, blobs) {
                                    @Override
                                    public InputStream open(BlobName name) {
                                        try {
                                            return super.open(name);
                                        } catch (MissingBlobException e) {
                                            throw e;
                                        } catch (StorageException e) {
                                            throw new MissingBlobException(String.valueOf(e.getMessage()), e);
                                        }
                                    }
                                })
                        .seen("opening what may not be read succeeded"),
                Mutant.storage(
                                "ST-09",
                                "what may not be listed is empty",
                                (root, blobs) -> new InMemoryStorage(root, blobs) {
                                    @Override
                                    public List<BlobName> list(String prefix) {
                                        try {
                                            return super.list(prefix);
                                        } catch (StorageException e) {
                                            return List.of();
                                        }
                                    }
                                })
                        .seen("a list of what may not be read succeeded"));
    }

    private interface Damage {
        void to(InMemoryBlobs blobs, BlobName name);
    }

    private static BiFunction<URI, InMemoryBlobs, Storage> damaged(String cause, Damage damage) {
        return (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public long write(BlobName name, BlobSource source) {
                try {
                    return super.write(name, source);
                } catch (StorageException e) {
                    if (String.valueOf(e.getMessage()).contains(cause)) {
                        damage.to(blobs, name);
                    }
                    throw e;
                }
            }
        };
    }

    private static BiFunction<URI, InMemoryBlobs, Storage> told(UnaryOperator<String> words) {
        return (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public long write(BlobName name, BlobSource source) {
                try {
                    return super.write(name, source);
                } catch (StorageException e) {
                    throw new StorageException(words.apply(String.valueOf(e.getMessage())), e);
                }
            }
        };
    }
}
