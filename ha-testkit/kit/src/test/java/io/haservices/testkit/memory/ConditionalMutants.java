package io.haservices.testkit.memory;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.Tagged;
import io.haservices.values.Bytes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/** Breaks ST-10 to ST-12. */
final class ConditionalMutants {
    private ConditionalMutants() {}

    static List<Mutant<BiFunction<URI, InMemoryBlobs, Storage>>> all() {
        return List.of(
                Mutant.of(
                        "ST-10",
                        "putIfAbsent writes over what is there",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
                                blobs.checkWrite("writing " + location(name));
                                blobs.put(name, content.toArray());
                                return ConditionalPut.DONE;
                            }
                        }),
                Mutant.of(
                        "ST-10",
                        "putIfAbsent looks first and writes later",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
                                blobs.checkWrite("writing " + location(name));
                                boolean absent = blobs.find(name).isEmpty();
                                return later(absent, () -> blobs.put(name, content.toArray()));
                            }
                        }),
                Mutant.of("ST-10", "a racer is refused before the winner's bytes are there", Early::new),
                Mutant.of(
                        "ST-10",
                        "an answer that was lost is a refusal",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
                                return super.putIfAbsent(name, content) == ConditionalPut.DONE
                                        ? ConditionalPut.DONE
                                        : ConditionalPut.REFUSED;
                            }
                        }),
                Mutant.of(
                        "ST-10",
                        "an answer that was lost is success",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
                                return super.putIfAbsent(name, content) == ConditionalPut.REFUSED
                                        ? ConditionalPut.REFUSED
                                        : ConditionalPut.DONE;
                            }
                        }),
                Mutant.of(
                        "ST-12",
                        "an answer that was lost is a refusal",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
                                return super.compareAndSet(name, expectedTag, content) == ConditionalPut.DONE
                                        ? ConditionalPut.DONE
                                        : ConditionalPut.REFUSED;
                            }
                        }),
                Mutant.of(
                        "ST-11",
                        "putIfAbsent works although it isn't declared",
                        (root, blobs) -> new PlainStorage(root, blobs) {
                            @Override
                            public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
                                blobs.put(name, content.toArray());
                                return ConditionalPut.DONE;
                            }
                        }),
                Mutant.of(
                        "ST-11",
                        "an undeclared compareAndSet raises another error",
                        (root, blobs) -> new PlainStorage(root, blobs) {
                            @Override
                            public ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
                                throw new UnsupportedOperationException();
                            }
                        }),
                Mutant.of("ST-12", "the tag doesn't matter", (root, blobs) -> new InMemoryStorage(root, blobs) {
                    @Override
                    public ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
                        String tag = readTagged(name).map(Tagged::tag).orElse(expectedTag);
                        return super.compareAndSet(name, tag, content);
                    }
                }),
                Mutant.of("ST-12", "the tag is the length", Lengths::new),
                Mutant.of(
                        "ST-12",
                        "compareAndSet looks first and writes later",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
                                boolean expected = readTagged(name)
                                        .filter(blob -> blob.tag().equals(expectedTag))
                                        .isPresent();
                                return later(expected, () -> blobs.put(name, content.toArray()));
                            }
                        }));
    }

    /** Long enough that racers meet. */
    private static ConditionalPut later(boolean holds, Runnable write) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        if (holds) {
            write.run();
        }
        return holds ? ConditionalPut.DONE : ConditionalPut.REFUSED;
    }

    /** Takes the name first. */
    private static final class Early extends InMemoryStorage {
        // All storages of this root are of one class, but not one object.
        private static final Set<List<Object>> TAKEN = ConcurrentHashMap.newKeySet();

        Early(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
            if (!TAKEN.add(List.of(blobs(), name))) {
                return ConditionalPut.REFUSED;
            }
            try {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                return super.putIfAbsent(name, content);
            } finally {
                TAKEN.remove(List.of(blobs(), name));
            }
        }
    }

    private static final class Lengths extends InMemoryStorage {
        Lengths(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public Set<StorageCapability> capabilities() {
            return Set.of(StorageCapability.values());
        }

        @Override
        public Optional<Tagged> readTagged(BlobName name) {
            return super.readTagged(name)
                    .map(blob -> new Tagged(
                            blob.content(), String.valueOf(blob.content().length())));
        }

        @Override
        public ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
            synchronized (blobs()) {
                boolean expected = readTagged(name)
                        .filter(blob -> blob.tag().equals(expectedTag))
                        .isPresent();
                String tag = super.readTagged(name).map(Tagged::tag).orElse("");
                return super.compareAndSet(name, expected ? tag : "other", content);
            }
        }
    }
}
