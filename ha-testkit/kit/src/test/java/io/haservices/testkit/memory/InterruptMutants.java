package io.haservices.testkit.memory;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Breaks ST-14. */
final class InterruptMutants {
    private InterruptMutants() {}

    static List<Mutant<BiFunction<URI, InMemoryBlobs, Storage>>> all() {
        return List.of(
                mutant("the interruption is swallowed", (blobs, name, old) -> {
                            boolean swallowed = Thread.interrupted();
                            assert swallowed;
                        })
                        .seen("the thread was not interrupted any more after a write that returned"),
                mutant("a failure is of another type", (blobs, name, old) -> {
                            throw new IllegalStateException("interrupted");
                        })
                        .seen("IllegalStateException: interrupted"),
                mutant("a write that fails has been done", (blobs, name, old) -> {
                            throw interrupted(name);
                        })
                        .seen("and failed is new, and not old"),
                mutant("a write that fails leaves something incomplete", (blobs, name, old) -> {
                            old.ifPresentOrElse(blob -> blobs.put(name, blob.content()), () -> blobs.remove(name));
                            blobs.leaveIncomplete(name);
                            throw interrupted(name);
                        })
                        .seen("what is incomplete after an interrupted call"),
                mutant("everything fails from then on", (blobs, name, old) -> blobs.makeUnreachable())
                        .seen("it is unreachable"));
    }

    private interface Interruption {
        void to(InMemoryBlobs blobs, BlobName name, Optional<InMemoryBlobs.Blob> old);
    }

    private static Mutant<BiFunction<URI, InMemoryBlobs, Storage>> mutant(String change, Interruption interruption) {
        return Mutant.of("ST-14", change, (root, blobs) -> new InMemoryStorage(root, blobs) {
            @Override
            public long write(BlobName name, BlobSource source) {
                Optional<InMemoryBlobs.Blob> old = blobs.find(name);
                long length = super.write(name, source);
                if (Thread.currentThread().isInterrupted()) {
                    interruption.to(blobs, name, old);
                }
                return length;
            }
        });
    }

    private static StorageException interrupted(BlobName name) {
        return new StorageException("writing " + name + " was interrupted. Nothing was written.");
    }
}
