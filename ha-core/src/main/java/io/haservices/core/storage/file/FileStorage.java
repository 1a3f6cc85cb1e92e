package io.haservices.core.storage.file;

import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.errors.UnsupportedCapabilityException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.values.Bytes;
import io.haservices.values.Segment;
import io.haservices.values.SegmentPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Blobs as files, their names as paths. A blob gets its name only when all its bytes are on disk, and the directory is put
 * onto the disk before the write returns; so it is whole and lasting, or not there (ST-01, ST-02).
 */
final class FileStorage implements Storage {
    private final URI uri;
    private final Path root;
    private final Directories directories;
    private final IncompleteFiles incompleteFiles;

    FileStorage(URI uri, Path root) {
        this.uri = uri;
        this.root = root;
        this.directories = new Directories(root);
        this.incompleteFiles = new IncompleteFiles(root, directories);
    }

    @Override
    public URI root() {
        return uri;
    }

    @Override
    public Set<StorageCapability> capabilities() {
        return Set.of(StorageCapability.PUT_IF_ABSENT);
    }

    @Override
    public long write(BlobName name, BlobSource source) {
        Path target = path(name);
        try (IncompleteFile file = IncompleteFile.write(directories, target, source)) {
            file.moveTo(target);
            forceParent(target);
            return file.length();
        } catch (IOException e) {
            throw failure("cannot write", name, e);
        }
    }

    @Override
    public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        Path target = path(name);
        try (IncompleteFile file = IncompleteFile.write(directories, target, BlobSource.of(content.toArray()))) {
            boolean done = file.linkTo(target);
            // The loser of a race as well: it will rely on what the winner wrote.
            forceParent(target);
            return done ? ConditionalPut.DONE : ConditionalPut.REFUSED;
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedCapabilityException(
                    "the file system of " + uri + " has no hard links, which"
                            + " put-if-absent needs. Use another file system.",
                    e);
        } catch (IOException e) {
            throw failure("cannot write", name, e);
        }
    }

    @Override
    public InputStream open(BlobName name) {
        Path file = path(name);
        try {
            if (!Files.isDirectory(file)) {
                return Files.newInputStream(file);
            }
        } catch (IOException e) {
            if (!Reasons.meansAbsent(e)) {
                throw failure("cannot open", name, e);
            }
        }
        String hint = Files.exists(root) ? "" : " The whole directory is absent: is it mounted?";
        throw new MissingBlobException("there is no blob '" + name + "' at " + location(name) + "." + hint);
    }

    @Override
    public List<BlobName> list(String prefix) {
        List<BlobName> found = new ArrayList<>();
        try {
            Path real = Files.exists(root) ? root.toRealPath() : root;
            BlobTree.walk(root, checked(prefix), (path, fileName) -> {
                if (Segment.isEncoded(fileName)) {
                    found.add(new BlobName(real.relativize(path).toString()));
                }
            });
        } catch (IOException e) {
            throw Reasons.failure("cannot list the blobs beneath '" + prefix + "' of", uri, e);
        }
        found.sort(null);
        return found;
    }

    @Override
    public void delete(Collection<BlobName> names) {
        List<StorageException> failures = new ArrayList<>();
        for (BlobName name : names) {
            try {
                delete(path(name));
            } catch (IOException e) {
                failures.add(failure("cannot delete", name, e));
            }
        }
        throwFirst(failures);
    }

    private void delete(Path file) throws IOException {
        try {
            // A directory of this name is no blob, and deleting an empty one would be the pruning's business.
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && Files.deleteIfExists(file)) {
                directories.prune(Directories.parentOf(file));
            }
        } catch (IOException e) {
            if (!Reasons.meansAbsent(e)) {
                throw e;
            }
        }
    }

    @Override
    public List<IncompleteWrite> incomplete(String prefix) {
        try {
            return incompleteFiles.list(checked(prefix));
        } catch (IOException e) {
            throw Reasons.failure("cannot list the incomplete writes beneath '" + prefix + "' of", uri, e);
        }
    }

    @Override
    public void discard(Collection<IncompleteWrite> writes) {
        List<StorageException> failures = new ArrayList<>();
        for (IncompleteWrite write : writes) {
            try {
                incompleteFiles.discard(write);
            } catch (IOException e) {
                failures.add(failure("cannot discard the incomplete write '" + write.id() + "' of", write.blob(), e));
            }
        }
        throwFirst(failures);
    }

    @Override
    public void probe() {
        BlobSource one = BlobSource.of(new byte[] {1});
        try (IncompleteFile file = IncompleteFile.write(directories, root.resolve("probe"), one);
                Stream<Path> entries = Files.list(root)) {
            if (entries.noneMatch(file.path()::equals)) {
                throw new IOException("a file that was just written is not listed");
            }
        } catch (IOException e) {
            throw Reasons.failure("cannot read and write in", uri, e);
        }
    }

    @Override
    public void close() {
        // Nothing is held open between calls.
    }

    private void forceParent(Path target) throws IOException {
        try {
            Directories.force(Directories.parentOf(target));
        } catch (IOException e) {
            // Gone with its directory: the blob was written, and somebody has deleted it since.
            if (!Reasons.meansAbsent(e)) {
                throw e;
            }
        }
    }

    private static void throwFirst(List<StorageException> failures) {
        if (!failures.isEmpty()) {
            StorageException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    private static String checked(String prefix) {
        return prefix.isEmpty() ? prefix : SegmentPath.check(prefix);
    }

    private Path path(BlobName name) {
        return root.resolve(name.path());
    }

    private StorageException failure(String what, BlobName name, IOException e) {
        return Reasons.failure(what + " the blob '" + name + "' at", location(name), e);
    }
}
