package io.haservices.spi.storage;

import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Blobs under one root URI. A blob is immutable once written. Safe for use by many threads; methods block. Failures of the
 * storage are {@link io.haservices.errors.StorageException}s that name the blob (ST-09); {@link IOException} is never thrown
 * but by the streams themselves. A thread that is interrupted stays so; its call is done, or fails in the same way (ST-14).
 */
public interface Storage extends AutoCloseable {
    /** The root; never with a secret in it. */
    URI root();

    /** What this storage can do; constant. */
    Set<StorageCapability> capabilities();

    /** Where a blob lies, to show to people. */
    default URI location(BlobName name) {
        String base = root().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + name.path().replace("%", "%25"));
    }

    /**
     * Writes a blob and returns how many bytes it has. A reader sees all bytes or no blob (ST-01); when this returns, the
     * blob is durable and survives a crash of this process and machine (ST-02). When it throws, no blob appears, unless the
     * storage's answer was lost; a blob of this name that was there before is replaced as a whole or not at all, and nothing incomplete is left if
     * the storage can be reached (ST-08).
     * Streams: memory does not grow with the size (ST-03).
     */
    long write(BlobName name, BlobSource source);

    /**
     * Opens a blob for streaming; the caller closes it.
     *
     * @throws io.haservices.errors.MissingBlobException when there is none (ST-04)
     */
    InputStream open(BlobName name);

    /**
     * The names at and beneath a path that ends at a segment boundary, the empty path for all; sorted by path, over all
     * pages (ST-05). Incomplete writes are not among them. A blob that is written or deleted meanwhile may be listed or not.
     */
    List<BlobName> list(String prefix);

    /** Deletes blobs; one that is absent is no error (ST-06). */
    void delete(Collection<BlobName> names);

    /**
     * The writes at and beneath a path that have not ended, those of writers that died among them; in the order of their
     * blobs (ST-07).
     */
    List<IncompleteWrite> incomplete(String prefix);

    /**
     * Removes what these writes have left so far; one that has ended or vanished meanwhile is no error (ST-07). A write that
     * is still under way then fails and leaves no blob, or has already made its blob whole: nobody has to know that its
     * writer is dead.
     */
    void discard(Collection<IncompleteWrite> writes);

    /** Writes a small blob if there is none of this name; of several racers exactly one is answered {@link ConditionalPut#DONE} (ST-10). */
    default ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        throw new UnsupportedCapabilityException("put-if-absent is not supported by the storage " + root());
    }

    /** Writes a small blob if the one that is there has this tag (ST-12). */
    default ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
        throw new UnsupportedCapabilityException("compare-and-set is not supported by the storage " + root());
    }

    /** A small blob with its tag, if there is one. */
    default Optional<Tagged> readTagged(BlobName name) {
        throw new UnsupportedCapabilityException("compare-and-set is not supported by the storage " + root());
    }

    /** Checks that the root can be read and written, creating it when it is absent; throws what is wrong (ST-09). */
    void probe();

    /** Releases connections and threads; idempotent. */
    @Override
    void close();
}
