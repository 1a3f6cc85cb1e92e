package io.haservices.core.simulation;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.values.SegmentPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The storage as one process sees it: fails, loses answers, and the process may die in the midst of a call. */
final class SimulatedStorage implements Storage {
    private static final URI ROOT = URI.create("simulated:/");

    private final SimulatedProcess process;
    private final SharedBlobs shared;

    SimulatedStorage(SimulatedProcess process, SharedBlobs shared) {
        this.process = process;
        this.shared = shared;
    }

    @Override
    public URI root() {
        return ROOT;
    }

    @Override
    public Set<StorageCapability> capabilities() {
        return EnumSet.noneOf(StorageCapability.class);
    }

    @Override
    public long write(BlobName name, BlobSource source) {
        before("writing " + name);
        IncompleteWrite write = shared.begin(name);
        process.perhapsFail();
        if (process.isDead()) {
            throw failure("writing " + name + " was never ended");
        }
        byte[] content = content(source);
        shared.incomplete.remove(write.id());
        shared.blobs.put(name, content);
        after("writing " + name);
        return content.length;
    }

    @Override
    public InputStream open(BlobName name) {
        before("opening " + name);
        byte[] content = shared.blobs.get(name);
        if (content == null) {
            throw new MissingBlobException("there is no blob " + name);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public List<BlobName> list(String prefix) {
        before("listing " + prefix);
        return shared.blobs.keySet().stream()
                .filter(name -> SegmentPath.covers(prefix, name.path()))
                .toList();
    }

    @Override
    public void delete(Collection<BlobName> names) {
        for (BlobName name : names) {
            before("deleting " + name);
            shared.delete(name);
            after("deleting " + name);
        }
    }

    @Override
    public List<IncompleteWrite> incomplete(String prefix) {
        before("listing what is incomplete beneath " + prefix);
        return shared.incomplete.values().stream()
                .filter(write -> SegmentPath.covers(prefix, write.blob().path()))
                .toList();
    }

    @Override
    public void discard(Collection<IncompleteWrite> writes) {
        before("discarding");
        writes.forEach(write -> shared.incomplete.remove(write.id()));
    }

    @Override
    public void probe() {
        before("probing");
    }

    @Override
    public void close() {}

    private void before(String what) {
        process.perhapsFail();
        if (process.isDead()) {
            throw failure(what + " is not done any more");
        }
        if (shared.isDown() || process.environment.chance.mishap(80)) {
            process.environment.tally.count(Tally.Of.STORAGE_FAILURES);
            throw failure(what + " failed before it was done");
        }
    }

    /** It is done, and the answer may be lost. */
    private void after(String what) {
        process.perhapsFail();
        if (process.isDead() || process.environment.chance.mishap(80)) {
            process.environment.tally.count(Tally.Of.STORAGE_FAILURES);
            throw failure(what + " was done, but the answer was lost");
        }
    }

    private static StorageException failure(String what) {
        return new StorageException(what);
    }

    private static byte[] content(BlobSource source) {
        try (InputStream stream = source.open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
