package com.example.flat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.BlobSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * The files. A name of a blob may be longer than that of a file, so the file is named by a hash, and its first line is the blob's name.
 */
final class FlatFolder {
    static final String BLOB = "blob-";
    static final String DRAFT = "draft-";

    private static final int LONGEST_NAME = 1 << 16;

    private final Path path;

    FlatFolder(Path path) {
        this.path = path;
    }

    /** A blob that no reader sees yet. */
    record Draft(Path file, long length) {}

    /** A file and the blob that it names. */
    record Named(String fileName, BlobName name) {}

    Path blob(BlobName name) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(name.path().getBytes(UTF_8));
            return path.resolve(BLOB + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Path draft(String fileName) {
        return path.resolve(fileName);
    }

    /** Writes all bytes and forces them to the disk; leaves nothing when that fails (ST-08). */
    Draft draft(BlobName name, BlobSource source) throws IOException {
        create();
        Path file = path.resolve(DRAFT + UUID.randomUUID());
        boolean whole = false;
        // Not a channel: an interrupt would close it (ST-14).
        try (FileOutputStream out = new FileOutputStream(file.toFile());
                InputStream in = source.open()) {
            out.write((name.path() + "\n").getBytes(UTF_8));
            long length = in.transferTo(out);
            out.getFD().sync();
            whole = true;
            return new Draft(file, length);
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The bytes behind the first line. */
    static InputStream content(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            firstLine(in);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The files of a kind; those that vanish meanwhile, and those that a dead writer left without a name, are left out. */
    List<Named> files(String kind) throws IOException {
        List<Named> named = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, kind + "*")) {
            for (Path file : files) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                    named.add(new Named(file.getFileName().toString(), new BlobName(firstLine(in))));
                } catch (NoSuchFileException | UnnamedException e) {
                    continue;
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return named;
    }

    void create() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path);
            force(path.getParent());
        }
    }

    /** Makes renames and deletions durable. */
    boolean force() throws IOException {
        try {
            force(path);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** With a channel, for there is no other way; it is closed by interrupts, which must not be lost nor do harm (ST-14). */
    private static void force(Path folder) throws IOException {
        boolean interrupted = false;
        try {
            for (boolean done = false; !done; ) {
                interrupted |= Thread.interrupted();
                try (FileChannel channel = FileChannel.open(folder)) {
                    channel.force(true);
                    done = true;
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() > LONGEST_NAME) {
                throw new UnnamedException();
            }
            line.write(next);
        }
        return line.toString(UTF_8);
    }

    /** Why, and what to do. */
    static String reason(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof AccessDeniedException || message.contains("Permission denied")) {
            return "permission denied (" + message + "). Let this process read and write the folder.";
        } else if (message.contains("No space left")) {
            return "no space left on the disk. Make space, or take another folder.";
        }
        return e + ". Look at the folder and its disk.";
    }

    /** A file that does not begin with a name. */
    private static final class UnnamedException extends IOException {
        private static final long serialVersionUID = 1;

        UnnamedException() {
            super("a file without a name in its first line");
        }
    }
}
