package io.haservices.testkit.memory;

import io.haservices.errors.HaException;
import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Breaks ST-02 to ST-04, ST-08, ST-09. */
final class WriteMutants {
    private WriteMutants() {}

    static List<Mutant<BiFunction<URI, InMemoryBlobs, Storage>>> all() {
        return List.of(
                Mutant.storage("ST-02", "the last write dies with its writer", Forgetful::new)
                        .seen("a blob whose writer has died after the write had returned is nothing"),
                Mutant.storage("ST-02", "every tenth write dies with its writer", Tenth::new)
                        .seen("is not listed, whose write had returned before its writer was killed"),
                Mutant.storage("ST-03", "a blob is held in memory", Hoarding::new)
                        .seen("OutOfMemoryError"),
                Mutant.of("ST-02", "a write is done when the storage is closed", Lazy::new),
                // Whoever interrupts a large write looks at what came of it.
                Mutant.of(
                        "ST-03",
                        "a large blob is cut off",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public InputStream open(BlobName name) {
                                Optional<InMemoryBlobs.Blob> large =
                                        blobs.find(name).filter(blob -> blob.content().length > 1 << 24);
                                return large.<InputStream>map(blob ->
                                                new ByteArrayInputStream(Arrays.copyOf(blob.content(), 1 << 24)))
                                        .orElseGet(() -> super.open(name));
                            }
                        },
                        "ST-14"),
                Mutant.of("ST-03", "an empty blob counts one byte", (root, blobs) -> new InMemoryStorage(root, blobs) {
                    @Override
                    public long write(BlobName name, BlobSource source) {
                        return Math.max(1, super.write(name, source));
                    }
                }),
                Mutant.of("ST-03", "the source is not closed", (root, blobs) -> new InMemoryStorage(root, blobs) {
                    @Override
                    public long write(BlobName name, BlobSource source) {
                        return super.write(name, () -> unclosed(source.open()));
                    }
                }),
                Mutant.of(
                        "ST-04",
                        "a part of a path opens as if empty",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public InputStream open(BlobName name) {
                                boolean folder =
                                        blobs.list(name.path()).stream().anyMatch(blob -> !blob.equals(name));
                                return folder ? new ByteArrayInputStream(new byte[0]) : super.open(name);
                            }
                        }),
                Mutant.of("ST-04", "the missing blob is not named", (root, blobs) -> new InMemoryStorage(root, blobs) {
                    @Override
                    public InputStream open(BlobName name) {
                        try {
                            return super.open(name);
                        } catch (MissingBlobException e) {
                            throw new MissingBlobException("no such blob", e);
                        }
                    }
                }),
                Mutant.of(
                        "ST-08",
                        "a write that fails has removed the old blob",
                        failing((blobs, name) -> blobs.remove(name))),
                // A write that was discarded is one that fails, too.
                Mutant.of(
                        "ST-08",
                        "a write that fails leaves an empty blob",
                        failing((blobs, name) -> {
                            if (blobs.find(name).isEmpty()) {
                                blobs.put(name, new byte[0]);
                            }
                        }),
                        "ST-07"),
                Mutant.of("ST-09", "a failure does not say of what", (root, blobs) -> new InMemoryStorage(root, blobs) {
                    @Override
                    public long write(BlobName name, BlobSource source) {
                        try {
                            return super.write(name, source);
                        } catch (StorageException e) {
                            throw new StorageException("write failed", e);
                        }
                    }
                }),
                // Whoever looks for a StorageException to see that the old blob is whole finds another one.
                Mutant.of(
                        "ST-09",
                        "a failure is of another type",
                        (root, blobs) -> new InMemoryStorage(root, blobs) {
                            @Override
                            public long write(BlobName name, BlobSource source) {
                                try {
                                    return super.write(name, source);
                                } catch (StorageException e) {
                                    throw new HaException(String.valueOf(e.getMessage()), e);
                                }
                            }
                        },
                        "ST-07",
                        "ST-08"),
                Mutant.of("ST-09", "a probe looks at nothing", (root, blobs) -> new InMemoryStorage(root, blobs) {
                    @Override
                    public void probe() {}
                }),
                Mutant.of("ST-09", "a probe leaves its blob behind", (root, blobs) -> new InMemoryStorage(root, blobs) {
                    @Override
                    public void probe() {
                        super.probe();
                        if (blobs.find(BlobName.of("probe")).isEmpty()
                                && blobs.list("").size() == 1) {
                            blobs.put(BlobName.of("probe"), new byte[1]);
                        }
                    }
                }));
    }

    private interface Damage {
        void to(InMemoryBlobs blobs, BlobName name);
    }

    private static BiFunction<URI, InMemoryBlobs, Storage> failing(Damage damage) {
        return (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public long write(BlobName name, BlobSource source) {
                try {
                    return super.write(name, source);
                } catch (StorageException e) {
                    damage.to(blobs, name);
                    throw e;
                }
            }
        };
    }

    private static InputStream unclosed(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public void close() {}
        };
    }

    private static final class Forgetful extends InMemoryStorage implements Volatile {
        private Optional<BlobName> last = Optional.empty();

        Forgetful(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public long write(BlobName name, BlobSource source) {
            last = Optional.of(name);
            return super.write(name, source);
        }

        @Override
        public void crash() {
            last.ifPresent(blobs()::remove);
        }
    }

    private static final class Tenth extends InMemoryStorage implements Volatile {
        private final List<BlobName> lost = new ArrayList<>();
        private int count;

        Tenth(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public synchronized long write(BlobName name, BlobSource source) {
            if (++count % 10 == 0) {
                lost.add(name);
            }
            return super.write(name, source);
        }

        @Override
        public void crash() {
            lost.forEach(blobs()::remove);
        }
    }

    private static final class Hoarding extends InMemoryStorage implements HoldsWholeBlobs {
        Hoarding(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }
    }

    /** Replacements only. */
    private static final class Lazy extends InMemoryStorage {
        private Runnable later = () -> {};

        Lazy(URI root, InMemoryBlobs blobs) {
            super(root, blobs);
        }

        @Override
        public long write(BlobName name, BlobSource source) {
            Optional<InMemoryBlobs.Blob> old = blobs().find(name);
            long written = super.write(name, source);
            old.filter(blob -> blob.content().length == 7).ifPresent(blob -> {
                byte[] content = blobs().find(name).orElse(blob).content();
                blobs().put(name, blob.content());
                later = () -> blobs().put(name, content);
            });
            return written;
        }

        @Override
        public void close() {
            later.run();
            later = () -> {};
        }
    }
}
