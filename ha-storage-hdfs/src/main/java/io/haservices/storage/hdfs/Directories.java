package io.haservices.storage.hdfs;

import java.io.IOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Directories go when they are empty. A writer does not lose its own: it makes its file and all directories above in one
 * step, and a directory with a file in it is not empty.
 */
final class Directories {
    private final DistributedFileSystem fileSystem;
    private final HdfsRoot root;

    Directories(DistributedFileSystem fileSystem, HdfsRoot root) {
        this.fileSystem = fileSystem;
        this.root = root;
    }

    /** Removes a directory beneath the root and those above it, as long as they are empty, but never the root. */
    void prune(String directory) throws IOException {
        for (String path = directory; !path.isEmpty(); path = BlobTree.parent(path)) {
            try {
                // A blob may have taken the place of what was a directory.
                if (fileSystem.getFileStatus(root.of(path)).isDirectory()) {
                    fileSystem.delete(root.of(path), false);
                }
            } catch (IOException e) {
                if (Failures.is(e, PathIsNotEmptyDirectoryException.class)) {
                    return;
                }
                if (!Failures.meansAbsent(e)) {
                    throw e;
                }
            }
        }
    }
}
