package io.haservices.storage.hdfs;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import io.haservices.spi.storage.ConditionalPut;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import io.haservices.spi.storage.StorageCapability;
import io.haservices.values.Bytes;
import io.haservices.values.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.io.IOUtils;

/** Blobs as files, their names as paths. A blob gets its name only when all its bytes are on the disks (ST-01, ST-02). */
final class HdfsStorage implements Storage {
    /** Of a blob that others replace all the time: each but the last met a replacement within one round trip. */
    private static final int OPENINGS = 10;

    private final HdfsRoot root;
    private final Retries retries;
    private final HdfsClient client;
    private final Reasons reasons;
    private final Upload upload;

    HdfsStorage(HdfsRoot root, Retries retries, HdfsClient client, Reasons reasons) {
        this.root = root;
        this.retries = retries;
        this.client = client;
        this.reasons = reasons;
        this.upload = new Upload(root, retries, client);
    }

    @Override
    public URI root() {
        return root.uri();
    }

    @Override
    public Set<StorageCapability> capabilities() {
        return Set.of(StorageCapability.PUT_IF_ABSENT);
    }

    @Override
    public long write(BlobName name, BlobSource source) {
        try {
            return upload.write(name, source);
        } catch (IOException e) {
            throw failure("cannot write", name, e);
        }
    }

    @Override
    public ConditionalPut putIfAbsent(BlobName name, Bytes content) {
        try {
            return upload.putIfAbsent(name, BlobSource.of(content.toArray()));
        } catch (IOException e) {
            throw failure("cannot write", name, e);
        }
    }

    @Override
    public InputStream open(BlobName name) {
        String what = "blob '" + name + "' at " + location(name);
        try {
            return retries.run(fileSystem -> opened(fileSystem, root.of(name), what));
        } catch (IOException e) {
            throw Failures.meansAbsent(e) ? reasons.missing(what, e) : failure("cannot open", name, e);
        }
    }

    /** With its first bytes: a file that is replaced between its opening and them is gone, and the other one is there. */
    private BlobStream opened(DistributedFileSystem fileSystem, Path path, String what) throws IOException {
        for (int attempt = 1; ; attempt++) {
            FSDataInputStream file = fileSystem.open(path);
            try {
                return BlobStream.begin(retries, file, what, reasons);
            } catch (IOException | RuntimeException e) {
                IOUtils.closeStream(file);
                if (attempt == OPENINGS || !Failures.meansReplaced(e)) {
                    throw e;
                }
            }
        }
    }

    @Override
    public List<BlobName> list(String prefix) {
        String path = HdfsRoot.checked(prefix);
        try {
            return retries.run(fileSystem -> {
                List<BlobName> found = new ArrayList<>();
                new BlobTree(fileSystem, root).walk(path, (directory, fileName) -> {
                    if (Segment.isEncoded(fileName)) {
                        found.add(new BlobName(BlobTree.join(directory, fileName)));
                    }
                });
                found.sort(null);
                return found;
            });
        } catch (IOException e) {
            throw reasons.failure("cannot list the blobs beneath '" + prefix + "' of " + root.uri(), e);
        }
    }

    @Override
    public void delete(Collection<BlobName> names) {
        for (BlobName name : names) {
            try {
                retries.run(fileSystem -> {
                    boolean deleted = delete(fileSystem, root.of(name));
                    if (deleted) {
                        new Directories(fileSystem, root).prune(BlobTree.parent(name.path()));
                    }
                    return deleted;
                });
            } catch (IOException e) {
                throw failure("cannot delete", name, e);
            }
        }
    }

    private static boolean delete(DistributedFileSystem fileSystem, Path file) throws IOException {
        try {
            return fileSystem.delete(file, false);
        } catch (IOException e) {
            // A directory of this name is no blob.
            if (Failures.is(e, PathIsNotEmptyDirectoryException.class) || Failures.meansAbsent(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public List<IncompleteWrite> incomplete(String prefix) {
        String path = HdfsRoot.checked(prefix);
        try {
            return retries.run(fileSystem -> new IncompleteFiles(fileSystem, root).list(path));
        } catch (IOException e) {
            throw reasons.failure("cannot list the incomplete writes beneath '" + prefix + "' of " + root.uri(), e);
        }
    }

    @Override
    public void discard(Collection<IncompleteWrite> writes) {
        for (IncompleteWrite write : writes) {
            try {
                retries.run(fileSystem -> {
                    new IncompleteFiles(fileSystem, root).discard(write);
                    return write;
                });
            } catch (IOException e) {
                throw failure("cannot discard the incomplete write '" + write.id() + "' of", write.blob(), e);
            }
        }
    }

    @Override
    public void probe() {
        try {
            retries.run(fileSystem -> fileSystem.mkdirs(root.path()));
            upload.probe();
        } catch (IOException e) {
            throw reasons.failure("cannot read and write in " + root.uri(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private StorageException failure(String what, BlobName name, IOException e) {
        return reasons.failure(what + " the blob '" + name + "' at " + location(name), e);
    }
}
