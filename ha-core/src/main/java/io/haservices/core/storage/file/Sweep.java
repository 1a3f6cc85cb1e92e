package io.haservices.core.storage.file;

import io.haservices.values.SegmentPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes what writers that died left behind: unfinished files, and directories without anything in them (ST-07). */
final class Sweep implements BlobTree.Visitor {
    private final Path root;
    private final Directories directories;
    private int removed;

    Sweep(Path root, Directories directories) {
        this.root = root;
        this.directories = directories;
    }

    int sweep(String prefix) throws IOException {
        BlobTree.walk(root, prefix, this);
        if (!prefix.isEmpty()) {
            SegmentPath.check(prefix);
            besideTheBlob(root.resolve(prefix));
        }
        return removed;
    }

    @Override
    public void file(Path path, String fileName) throws IOException {
        if (IncompleteName.matches(fileName) && Files.deleteIfExists(path)) {
            removed++;
        }
    }

    @Override
    public void directory(Path path) throws IOException {
        Path real = root.toRealPath();
        if (!path.equals(real)) {
            directories.removeIfEmpty(root.resolve(real.relativize(path)));
        }
    }

    /** The path may be a blob's own: what is left of it lies in the directory above. */
    private void besideTheBlob(Path blob) throws IOException {
        Path parent = Directories.parentOf(blob);
        String segment = String.valueOf(blob.getFileName());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                parent, file -> IncompleteName.matches(String.valueOf(file.getFileName()), segment))) {
            for (Path file : files) {
                file(file, String.valueOf(file.getFileName()));
            }
        } catch (IOException e) {
            if (!Reasons.meansAbsent(e)) {
                throw e;
            }
        }
        directories.prune(parent);
    }
}
