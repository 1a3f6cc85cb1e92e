package io.haservices.core.storage.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The directories beneath a root: made so that they survive a crash of the machine (ST-02), removed when empty. */
final class Directories {
    private static final int MAX_REMEMBERED = 10_000;
    private static final int MAX_INTERRUPTIONS = 100;

    private final Path root;
    // By path the identity of the directory whose entry in its parent is known to be on disk. A directory of another
    // identity was removed and made again since, perhaps by another process.
    private final Map<Path, Object> durable = new ConcurrentHashMap<>();

    Directories(Path root) {
        this.root = root;
    }

    /**
     * Makes a directory beneath the root and all above it durable. Others may remove one as empty at any moment, even before
     * this returns; what is put into it afterwards may fail with {@link NoSuchFileException} and is to be tried again.
     */
    void ensure(Path directory) throws IOException {
        if (directory.equals(root)) {
            ensureRoot(root);
            return;
        }
        Object known = durable.get(directory);
        if (known != null && identity(directory).filter(known::equals).isPresent()) {
            return;
        }
        Path parent = parentOf(directory);
        ensure(parent);
        make(directory);
        Optional<Object> made = identity(directory);
        // Also when somebody else has just made it, who may not have come to this yet.
        force(parent);
        if (durable.size() >= MAX_REMEMBERED) {
            durable.clear();
        }
        made.ifPresent(itself -> durable.put(directory, itself));
    }

    /**
     * Puts the names in a directory onto the disk, also on a thread that is interrupted: a blob that has its name is there, and
     * its write must not fail any more (ST-08).
     */
    static void force(Path directory) throws IOException {
        boolean interrupted = false;
        try {
            for (int attempt = 1; ; attempt++) {
                interrupted |= Thread.interrupted();
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    if (attempt == MAX_INTERRUPTIONS) {
                        throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes a directory and those above it, as long as they are empty, but never the root. */
    void prune(Path directory) throws IOException {
        for (Path path = directory; !path.equals(root) && path.startsWith(root); path = parentOf(path)) {
            if (!removeIfEmpty(path)) {
                return;
            }
        }
    }

    /** Whether it is gone. */
    boolean removeIfEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return !Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            Files.delete(directory);
        } catch (NoSuchFileException e) {
            // Somebody else was faster.
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
        durable.remove(directory);
        return true;
    }

    private static void ensureRoot(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Path parent = parentOf(path);
            ensureRoot(parent);
            make(path);
            force(parent);
        }
    }

    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            // A single look: a directory may vanish again between two.
            if (Files.isRegularFile(directory)) {
                throw e;
            }
        }
    }

    private static Optional<Object> identity(Path directory) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
            return Optional.ofNullable(attributes.fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The directory that a path lies in; the root of the file system lies in itself. */
    static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
