package io.haservices.testkit.memory;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.spi.storage.Tagged;
import io.haservices.values.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A storage on {@link InMemoryBlobs}, with all capabilities. Keeps every rule of the specification but that memory doesn't grow,
 * and that blobs survive the process. Never blocks.
 */
public class InMemoryStorage implements Storage {
    private final URI root;
    private final InMemoryBlobs blobs;

    /** A storage on these blobs, which it shares with others. {@code root} is only shown. */
    public InMemoryStorage(URI root, InMemoryBlobs blobs) {
        this.root = root;
        this.blobs = blobs;
    }

    /** The blobs, for faults. */
    public InMemoryBlobs blobs() {
        return blobs;
    }

    @Override
    public URI root() {
        return root;
    }

    @Override
    public Set<StorageCapability> capabilities() {
        return EnumSet.allOf(StorageCapability.class);
    }

    @Override
    public long write(BlobName name, BlobSource source) {
        blobs.checkWrite(doing("writing", name));
        IncompleteWrite write = blobs.begin(name);
        try {
            byte[] content = content(source);
            blobs.checkWrite(doing("writing", name));
            blobs.checkSpace(doing("writing", name), content.length);
            if (!blobs.complete(write, content)) {
                throw new StorageException(
                        doing("writing", name) + " failed: it was discarded before it had ended. Nothing was written.");
            }
            return content.length;
        } catch (IOException e) {
            throw new StorageException(
                    doing("writing", name) + " failed: its source could not be read (" + e.getMessage()
                            + "). Nothing was written.",
                    e);
        } finally {
            blobs.discard(write);
        }
    }

    @Override
    public InputStream open(BlobName name) {
        blobs.checkRead(doing("opening", name));
        return new ByteArrayInputStream(blobs.find(name)
                .orElseThrow(() -> new MissingBlobException(
                        doing("opening", name) + " failed: there is no such blob. It was deleted or never written."))
                .content());
    }

    @Override
    public List<BlobName> list(String prefix) {
        blobs.checkRead("listing " + root + " beneath '" + prefix + "'");
        return blobs.list(prefix);
    }

    @Override
    public void delete(Collection<BlobName> names) {
        for (BlobName name : names) {
            blobs.checkWrite(doing("deleting", name));
            blobs.remove(name);
        }
    }

    @Override
    public List<IncompleteWrite> incomplete(String prefix) {
        blobs.checkRead("listing the incomplete writes of " + root + " beneath '" + prefix + "'");
        return blobs.incomplete(prefix);
    }

    @Override
    public void discard(Collection<IncompleteWrite> writes) {
        for (IncompleteWrite write : writes) {
            blobs.checkWrite(doing("discarding an incomplete write of", write.blob()));
            blobs.discard(write);
        }
    }

    @Override
    public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        synchronized (blobs) {
            blobs.checkWrite(doing("writing", name));
            return putIf(blobs.find(name).isEmpty(), name, content);
        }
    }

    @Override
    public ConditionalPut compareAndSet(BlobName name, String expectedTag, Bytes content) {
        synchronized (blobs) {
            blobs.checkWrite(doing("writing", name));
            Optional<InMemoryBlobs.Blob> blob = blobs.find(name);
            return putIf(blob.filter(found -> found.tag().equals(expectedTag)).isPresent(), name, content);
        }
    }

    @Override
    public Optional<Tagged> readTagged(BlobName name) {
        blobs.checkRead(doing("reading", name));
        return blobs.find(name).map(blob -> new Tagged(Bytes.of(blob.content()), blob.tag()));
    }

    @Override
    public void probe() {
        blobs.checkWrite("probing " + root);
    }

    @Override
    public void close() {}

    private ConditionalPut putIf(boolean holds, BlobName name, Bytes content) {
        if (holds) {
            blobs.put(name, content.toArray());
        }
        if (blobs.takeLostAnswer()) {
            return ConditionalPut.UNKNOWN;
        }
        return holds ? ConditionalPut.DONE : ConditionalPut.REFUSED;
    }

    private static byte[] content(BlobSource source) throws IOException {
        try (InputStream stream = source.open()) {
            return stream.readAllBytes();
        }
    }

    private String doing(String verb, BlobName name) {
        return verb + " " + location(name) + " ('" + name + "')";
    }
}
