package io.haservices.storage.hdfs;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** The files that are being written, or whose writers died (ST-07). Their names are the ids of the writes. */
final class IncompleteFiles {
    private static final Comparator<IncompleteWrite> ORDER =
            Comparator.comparing(IncompleteWrite::blob).thenComparing(IncompleteWrite::id);

    private final DistributedFileSystem fileSystem;
    private final HdfsRoot root;

    IncompleteFiles(DistributedFileSystem fileSystem, HdfsRoot root) {
        this.fileSystem = fileSystem;
        this.root = root;
    }

    List<IncompleteWrite> list(String prefix) throws IOException {
        List<IncompleteWrite> found = new ArrayList<>();
        BlobTree tree = new BlobTree(fileSystem, root);
        BlobTree.Visitor all = (directory, fileName) -> IncompleteName.segment(fileName)
                .map(segment -> new BlobName(BlobTree.join(directory, segment)))
                .ifPresent(blob -> found.add(new IncompleteWrite(blob, fileName)));
        tree.walk(prefix, all);
        if (!prefix.isEmpty()) {
            // The path may be a blob's own: what its writers left lies in the directory above.
            tree.directory(BlobTree.parent(prefix), (directory, fileName) -> {
                if (IncompleteName.segment(fileName)
                        .filter(segment -> BlobTree.join(directory, segment).equals(prefix))
                        .isPresent()) {
                    all.file(directory, fileName);
                }
            });
        }
        found.sort(ORDER);
        return found;
    }

    /** Takes the lease from a writer that still lives. Empty directories go too. */
    void discard(IncompleteWrite write) throws IOException {
        Path blob = root.of(write.blob());
        if (IncompleteName.segment(write.id()).filter(blob.getName()::equals).isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + write.id() + "' is not the id of an incomplete write of the blob '" + write.blob() + "'");
        }
        try {
            fileSystem.delete(new Path(blob.getParent(), write.id()), false);
        } catch (IOException e) {
            if (!Failures.meansAbsent(e)) {
                throw e;
            }
        }
        new Directories(fileSystem, root).prune(BlobTree.parent(write.blob().path()));
    }
}
