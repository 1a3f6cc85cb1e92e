package io.haservices.core.storage.file;

import io.haservices.values.Segment;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Walks the files at and beneath a path, past whatever is not ours; what vanishes meanwhile is no error. */
final class BlobTree extends SimpleFileVisitor<Path> {
    /** What to do on the way. */
    interface Visitor {
        void file(Path path, String fileName) throws IOException;
    }

    private final Path start;
    private final Visitor visitor;

    private BlobTree(Path start, Visitor visitor) {
        this.start = start;
        this.visitor = visitor;
    }

    /** Links are not followed, but the root may be one. */
    static void walk(Path root, String prefix, Visitor visitor) throws IOException {
        try {
            Path start = root.toRealPath();
            start = prefix.isEmpty() ? start : start.resolve(prefix);
            Files.walkFileTree(start, new BlobTree(start, visitor));
        } catch (IOException e) {
            if (!Reasons.meansAbsent(e)) {
                throw e;
            }
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        boolean ours = directory.equals(start) || Segment.isEncoded(name(directory));
        return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
            visitor.file(file, name(file));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
        boolean foreign = !path.equals(start) && !Segment.isEncoded(name(path));
        if (foreign || Reasons.meansAbsent(e)) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
        if (e != null && !Reasons.meansAbsent(e)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
