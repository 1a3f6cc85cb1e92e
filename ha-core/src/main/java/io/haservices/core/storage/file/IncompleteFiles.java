package io.haservices.core.storage.file;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files that are being written, or whose writers died (ST-07). Their names are the ids of the writes. */
final class IncompleteFiles {
    private static final Comparator<IncompleteWrite> ORDER =
            Comparator.comparing(IncompleteWrite::blob).thenComparing(IncompleteWrite::id);

    private final Path root;
    private final Directories directories;

    IncompleteFiles(Path root, Directories directories) {
        this.root = root;
        this.directories = directories;
    }

    List<IncompleteWrite> list(String prefix) throws IOException {
        List<IncompleteWrite> found = new ArrayList<>();
        Path real = Files.exists(root) ? root.toRealPath() : root;
        BlobTree.walk(
                root,
                prefix,
                (path, fileName) -> IncompleteName.segment(fileName)
                        .ifPresent(segment ->
                                found.add(new IncompleteWrite(blob(real.relativize(path), segment), fileName))));
        if (!prefix.isEmpty()) {
            found.addAll(besides(new BlobName(prefix)));
        }
        found.sort(ORDER);
        return found;
    }

    /** The path may be a blob's own: what its writers left lies in the directory above. */
    private List<IncompleteWrite> besides(BlobName blob) throws IOException {
        List<IncompleteWrite> found = new ArrayList<>();
        Path path = root.resolve(blob.path());
        String segment = String.valueOf(path.getFileName());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Directories.parentOf(path))) {
            for (Path file : files) {
                String fileName = String.valueOf(file.getFileName());
                if (IncompleteName.segment(fileName).filter(segment::equals).isPresent()) {
                    found.add(new IncompleteWrite(blob, fileName));
                }
            }
        } catch (IOException e) {
            if (!Reasons.meansAbsent(e)) {
                throw e;
            }
        }
        return found;
    }

    /** Empty directories go too, also when another one has removed the file and then died. */
    void discard(IncompleteWrite write) throws IOException {
        Path blob = root.resolve(write.blob().path());
        String segment = String.valueOf(blob.getFileName());
        if (IncompleteName.segment(write.id()).filter(segment::equals).isEmpty()) {
            throw new IllegalArgumentException(
                    "'" + write.id() + "' is not the id of an incomplete write of the blob '" + write.blob() + "'");
        }
        try {
            Files.deleteIfExists(blob.resolveSibling(write.id()));
            directories.prune(Directories.parentOf(blob));
        } catch (IOException e) {
            if (!Reasons.meansAbsent(e)) {
                throw e;
            }
        }
    }

    private static BlobName blob(Path file, String segment) {
        return new BlobName(file.resolveSibling(segment).toString());
    }
}
