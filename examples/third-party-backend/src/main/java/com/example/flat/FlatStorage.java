package com.example.flat;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.values.Bytes;
import io.haservices.values.SegmentPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Blobs as files of one folder without folders in it. A file is written under a name that no reader looks at, forced to the disk, and
 * then renamed: so there is never half a blob (ST-01), and what has returned is durable (ST-02).
 */
final class FlatStorage implements Storage {
    private final URI root;
    private final FlatFolder folder;

    FlatStorage(URI root, Path path) {
        this.root = root;
        this.folder = new FlatFolder(path);
    }

    @Override
    public URI root() {
        return root;
    }

    @Override
    public Set<StorageCapability> capabilities() {
        return Set.of(StorageCapability.PUT_IF_ABSENT);
    }

    @Override
    public long write(BlobName name, BlobSource source) {
        return doing("write", name.path(), () -> {
            FlatFolder.Draft draft = folder.draft(name, source);
            try {
                Files.move(draft.file(), folder.blob(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft.file());
            }
            folder.force();
            return draft.length();
        });
    }

    @Override
    public InputStream open(BlobName name) {
        return doing("read", name.path(), () -> {
            try {
                return FlatFolder.content(folder.blob(name));
            } catch (NoSuchFileException e) {
                throw new MissingBlobException("there is no blob '" + name + "' in " + root
                        + ". It was never written, or" + " it was deleted.");
            }
        });
    }

    @Override
    public List<BlobName> list(String prefix) {
        return doing(
                "list",
                prefix,
                () -> folder.files(FlatFolder.BLOB).stream()
                        .map(FlatFolder.Named::name)
                        .filter(name -> SegmentPath.covers(prefix, name.path()))
                        .sorted()
                        .toList());
    }

    @Override
    public void delete(Collection<BlobName> names) {
        for (BlobName name : names) {
            doing("delete", name.path(), () -> Files.deleteIfExists(folder.blob(name)));
        }
        doing("delete in", "", () -> folder.force());
    }

    @Override
    public List<IncompleteWrite> incomplete(String prefix) {
        return doing(
                "list",
                prefix,
                () -> folder.files(FlatFolder.DRAFT).stream()
                        .filter(draft -> SegmentPath.covers(prefix, draft.name().path()))
                        .map(draft -> new IncompleteWrite(draft.name(), draft.fileName()))
                        .sorted(Comparator.comparing(IncompleteWrite::blob).thenComparing(IncompleteWrite::id))
                        .toList());
    }

    @Override
    public void discard(Collection<IncompleteWrite> writes) {
        for (IncompleteWrite write : writes) {
            doing("discard", write.blob().path(), () -> Files.deleteIfExists(folder.draft(write.id())));
        }
    }

    @Override
    public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        return doing("write", name.path(), () -> {
            FlatFolder.Draft draft = folder.draft(name, BlobSource.of(content.toArray()));
            try {
                // A rename would replace; of several links of one name, the file system makes exactly one (ST-10).
                Files.createLink(folder.blob(name), draft.file());
                folder.force();
                return ConditionalPut.DONE;
            } catch (FileAlreadyExistsException e) {
                return ConditionalPut.REFUSED;
            } finally {
                Files.deleteIfExists(draft.file());
            }
        });
    }

    @Override
    public void probe() {
        doing("write in", "", () -> {
            folder.create();
            BlobName probe = BlobName.of("probe");
            return Files.deleteIfExists(
                    folder.draft(probe, BlobSource.of(new byte[1])).file());
        });
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }

    private interface Work<T> {
        T done() throws IOException;
    }

    /** Every failure says what, where, why, and what to do (ST-09). */
    private <T> T doing(String what, String blob, Work<T> work) {
        try {
            return work.done();
        } catch (IOException e) {
            String subject = blob.isEmpty() ? "" : " '" + blob + "' in";
            throw new StorageException("cannot " + what + subject + " " + root + ": " + FlatFolder.reason(e), e);
        }
    }
}
