package io.haservices.core.storage.file;

import io.haservices.spi.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that has all the bytes of a blob, on disk, but not yet its name. Closing removes what is left of it. */
final class IncompleteFile implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    // How often others may remove the directory between its making and the file's: each time they had emptied it anew.
    private static final int MAX_TRIES = 1000;

    private final Path path;
    private final long length;

    private IncompleteFile(Path path, long length) {
        this.path = path;
        this.length = length;
    }

    static IncompleteFile write(Directories directories, Path target, BlobSource source) throws IOException {
        Path path = target.resolveSibling(IncompleteName.of(String.valueOf(target.getFileName())));
        try (FileChannel channel = create(directories, path)) {
            long length = copy(source, channel);
            channel.force(true);
            return new IncompleteFile(path, length);
        } catch (IOException | RuntimeException | Error e) {
            remove(path, e);
            throw e;
        }
    }

    /** Replaces what is there. */
    void moveTo(Path target) throws IOException {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new DiscardedException(path, e);
        }
    }

    /** Whether it got the name: a rename would replace what is there, a link does not. */
    boolean linkTo(Path target) throws IOException {
        try {
            return link(target, path);
        } catch (NoSuchFileException e) {
            throw new DiscardedException(path, e);
        }
    }

    private static boolean link(Path target, Path file) throws IOException {
        try {
            Files.createLink(target, file);
            return true;
        } catch (FileAlreadyExistsException e) {
            // NFS may have lost the answer to the first request and sent it again: then the file has two names.
            return Files.getAttribute(file, "unix:nlink") instanceof Integer links && links > 1;
        }
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private static FileChannel create(Directories directories, Path path) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                directories.ensure(Directories.parentOf(path));
                return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (NoSuchFileException e) {
                if (attempt == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static long copy(BlobSource source, FileChannel channel) throws IOException {
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = source.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                length += read;
            }
        }
        return length;
    }

    private static void remove(Path path, Throwable cause) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
