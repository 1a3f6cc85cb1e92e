package io.haservices.testkit.memory;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import io.haservices.values.SegmentPath;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Breaks ST-05, ST-06, ST-13. */
final class ListMutants {
    private ListMutants() {}

    static List<Mutant<BiFunction<URI, InMemoryBlobs, Storage>>> all() {
        Set<BlobName> beingWritten = ConcurrentHashMap.newKeySet();
        return List.of(
                Mutant.of(
                        "ST-05",
                        "a prefix ends anywhere",
                        lists((blobs, prefix, listed) -> blobs.list("").stream()
                                .filter(name -> name.path().startsWith(prefix))
                                .toList())),
                Mutant.of(
                        "ST-05",
                        "only a first page is listed",
                        lists((blobs, prefix, listed) -> listed.subList(0, Math.min(1000, listed.size())))),
                Mutant.of(
                        "ST-05",
                        "the last name of a page that is full is lost",
                        lists((blobs, prefix, listed) -> listed.size() == 1000 ? listed.subList(0, 999) : listed)),
                Mutant.of("ST-05", "the next page begins with the last name", lists((blobs, prefix, listed) -> {
                    List<BlobName> twice = new ArrayList<>(listed);
                    if (listed.size() > 1000) {
                        twice.add(1000, listed.get(999));
                    }
                    return twice;
                })),
                Mutant.of("ST-05", "pages are not put in order", lists((blobs, prefix, listed) -> {
                    List<BlobName> turned = new ArrayList<>(listed);
                    Collections.rotate(turned, listed.size() > 1000 ? 1000 : 0);
                    return turned;
                })),
                Mutant.of(
                        "ST-05", "what is being written is listed", (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public long write(BlobName name, BlobSource source) {
                                beingWritten.add(name);
                                try {
                                    return super.write(name, source);
                                } finally {
                                    beingWritten.remove(name);
                                }
                            }

                            @Override
                            public List<BlobName> list(String prefix) {
                                List<BlobName> all = new ArrayList<>(super.list(prefix));
                                beingWritten.stream()
                                        .filter(name -> SegmentPath.covers(prefix, name.path()))
                                        .forEach(all::add);
                                return all;
                            }
                        }),
                Mutant.of("ST-06", "deleting what is absent fails", deletes((blobs, names) -> {
                    for (BlobName name : names) {
                        if (blobs.find(name).isEmpty()) {
                            throw new MissingBlobException("there is no blob " + name);
                        }
                        blobs.remove(name);
                    }
                })),
                Mutant.of(
                        "ST-06",
                        "what begins with the name is deleted too",
                        deletes((blobs, names) -> names.forEach(name -> blobs.list("").stream()
                                .filter(other -> other.path().startsWith(name.path()))
                                .forEach(blobs::remove)))),
                Mutant.of(
                        "ST-06",
                        "what lies beneath the name is deleted too",
                        deletes((blobs, names) ->
                                names.forEach(name -> blobs.list(name.path()).forEach(blobs::remove)))),
                Mutant.of(
                        "ST-06",
                        "only a first page is deleted",
                        deletes((blobs, names) -> names.stream().limit(1000).forEach(blobs::remove))),
                Mutant.of("ST-13", "a plus is a space", Plus::new),
                Mutant.of(
                        "ST-13",
                        "names of more than 150 bytes are refused",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public long write(BlobName name, BlobSource source) {
                                if (name.path().length() > 150) {
                                    throw new StorageException("the name " + name + " is too long");
                                }
                                return super.write(name, source);
                            }
                        }));
    }

    /** As the decoding of URLs that is meant for forms does it. */
    private static final class Plus extends InMemoryStorage {
        Plus(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public long write(BlobName name, BlobSource source) {
            return super.write(new BlobName(name.path().replace("%2B", "%20")), source);
        }

        @Override
        public InputStream open(BlobName name) {
            return super.open(new BlobName(name.path().replace("%2B", "%20")));
        }
    }

    private interface Listing {
        List<BlobName> of(InMemoryBlobs blobs, String prefix, List<BlobName> listed);
    }

    private interface Deletion {
        void of(InMemoryBlobs blobs, Collection<BlobName> names);
    }

    private static BiFunction<URI, InMemoryBlobs, Storage> lists(Listing listing) {
        return (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public List<BlobName> list(String prefix) {
                return listing.of(blobs, prefix, super.list(prefix));
            }
        };
    }

    private static BiFunction<URI, InMemoryBlobs, Storage> deletes(Deletion deletion) {
        return (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public void delete(Collection<BlobName> names) {
                names.forEach(name -> blobs.checkWrite("deleting " + location(name)));
                deletion.of(blobs, names);
            }
        };
    }
}
