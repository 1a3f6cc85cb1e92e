package io.haservices.core.state;

import io.haservices.check.Finding;
import io.haservices.check.Treatment;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.runtime.Stages;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.HaException;
import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.storage.BlobName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what one pointer names. What is wrong is told only if the pointer is still the same afterwards: bytes may also be gone,
 * or be going, because the state was written or removed meanwhile.
 */
public final class Examination {
    private static final int BUFFER = 64 * 1024;

    private final StoreContext context;
    private final Pointers pointers;

    Examination(StoreContext context, Layout layout) {
        this.context = context;
        this.pointers = new Pointers(layout, context.storage());
    }

    /**
     * What was seen.
     *
     * @param bytes how many were read and found sound
     * @param finding what is wrong, if anything
     */
    public record Seen(long bytes, Optional<Finding> finding) {}

    /** Reads and verifies the bytes. */
    public CompletionStage<Seen> read(Entry entry) {
        return examine(entry, this::verify);
    }

    /** Only looks whether the bytes are there: whether they were {@code listed}, or else can be found now. */
    public CompletionStage<Seen> find(Entry entry, Predicate<BlobName> listed) {
        return examine(entry, (pointed, pointer) -> {
            BlobName blob = new BlobName(pointer.blob());
            boolean there =
                    listed.test(blob) || context.storage().list(blob.path()).contains(blob);
            return there ? new Seen(0, Optional.empty()) : missing(pointed, pointer);
        });
    }

    @FunctionalInterface
    private interface Look {
        Seen at(Entry entry, PointerRecord pointer);
    }

    private CompletionStage<Seen> examine(Entry entry, Look look) {
        return CompletableFuture.supplyAsync(
                        () -> looked(entry, look), context.runtime().io())
                .thenCompose(seen -> seen.finding().isEmpty()
                        ? CompletableFuture.completedFuture(seen)
                        : unlessMovedOn(entry, seen));
    }

    private Seen looked(Entry entry, Look look) {
        PointerRecord pointer;
        try {
            pointer = pointers.read(entry);
        } catch (DamagedStateException e) {
            return seen(Finding.Kind.DAMAGED_POINTER, entry, "", e);
        }
        try {
            return look.at(entry, pointer);
        } catch (MissingBlobException e) {
            return missing(entry, pointer);
        } catch (DamagedStateException e) {
            return seen(Finding.Kind.DAMAGED_BYTES, entry, e.location(), e);
        } catch (StorageException e) {
            return seen(Finding.Kind.UNREADABLE_BYTES, entry, location(pointer), e);
        }
    }

    private CompletionStage<Seen> unlessMovedOn(Entry entry, Seen seen) {
        return context.coordination()
                .get(entry.key())
                .thenApply(now -> now.map(Expectation::version).equals(Optional.of(Expectation.version(entry)))
                        ? seen
                        : new Seen(0, Optional.empty()));
    }

    private Seen verify(Entry entry, PointerRecord pointer) {
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        try (InputStream bytes = new VerifyingStream(
                context.storage().open(new BlobName(pointer.blob())),
                pointer,
                what -> pointers.damaged(entry, pointer, what, null))) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                count += read;
            }
        } catch (IOException e) {
            throw new StorageException("reading " + location(pointer) + " failed: " + e, e);
        }
        return new Seen(count, Optional.empty());
    }

    private Seen missing(Entry entry, PointerRecord pointer) {
        return seen(
                Finding.Kind.MISSING_BYTES,
                entry,
                location(pointer),
                pointers.damaged(entry, pointer, "they are missing", null));
    }

    private String location(PointerRecord pointer) {
        return context.storage().location(new BlobName(pointer.blob())).toString();
    }

    private static Seen seen(Finding.Kind kind, Entry entry, String location, HaException error) {
        return new Seen(
                0, Optional.of(new Finding(kind, Treatment.LEFT, entry.key().toString(), location, message(error))));
    }

    private static String message(Throwable error) {
        @Nullable String message = Stages.unwrap(error).getMessage();
        return message == null ? error.toString() : message;
    }
}
