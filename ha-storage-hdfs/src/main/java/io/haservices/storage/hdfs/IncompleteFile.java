package io.haservices.storage.hdfs;

import io.haservices.spi.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.protocol.HdfsFileStatus;

/**
 * A file that has all the bytes of a blob, on the disks of its DataNodes, but not yet its name.
 *
 * @param path where it is
 * @param id of the file, which it keeps under any name: so it is found out whether a rename took effect
 * @param length in bytes
 */
record IncompleteFile(Path path, long id, long length) {
    private static final int BUFFER = 64 * 1024;
    private static final int REFRESH = 256 * BUFFER;

    /** Looks after the login while a write takes long. */
    interface Refresh {
        void run() throws IOException;
    }

    /** May be called again for the same path, and begins anew. */
    static IncompleteFile write(DistributedFileSystem fileSystem, Path path, BlobSource source, Refresh refresh)
            throws IOException {
        // Even if this thread is interrupted: a request that it leaves under way might make the file after its removal.
        FSDataOutputStream file = Interrupts.defer(() -> create(fileSystem, path));
        try {
            long length = copy(source, file, refresh);
            // This is for the last block; the others were put on the disks when they were full, by syncBlock.
            file.hsync();
            file.close();
            HdfsFileStatus status = (HdfsFileStatus) fileSystem.getFileStatus(path);
            if (status.getLen() != length) {
                throw new IOException("HDFS has " + status.getLen() + " of the " + length + " bytes that were written");
            }
            return new IncompleteFile(path, status.getFileId(), length);
        } catch (IOException | RuntimeException | Error e) {
            giveUp(file, e);
            if (e instanceof IOException io && !(e instanceof SourceException) && Failures.meansDiscarded(io)) {
                throw new DiscardedException(path, io);
            }
            throw e;
        }
    }

    private static FSDataOutputStream create(DistributedFileSystem fileSystem, Path path) throws IOException {
        // Not erasure-coded, whatever the directory says: such files cannot be put on the disks before they are closed.
        return fileSystem
                .createFile(path)
                .overwrite(true)
                .recursive()
                .replicate()
                .syncBlock()
                .build();
    }

    /** Whether it got the name: not if there is a blob already and {@code how} does not overwrite it. */
    boolean rename(DistributedFileSystem fileSystem, Path target, Options.Rename how) throws IOException {
        try {
            fileSystem.rename(path, target, how);
            return true;
        } catch (FileAlreadyExistsException e) {
            Optional<HdfsFileStatus> there = status(fileSystem, target);
            if (there.filter(HdfsFileStatus::isDirectory).isPresent()) {
                throw e;
            }
            return isThis(there);
        } catch (IOException e) {
            if (!Failures.meansAbsent(e)) {
                throw e;
            }
            if (!isThis(status(fileSystem, target))) {
                throw new DiscardedException(path, e);
            }
            return true;
        }
    }

    /** The file has its new name from an earlier attempt whose answer was lost. */
    private boolean isThis(Optional<HdfsFileStatus> there) {
        return there.filter(status -> status.getFileId() == id).isPresent();
    }

    private static Optional<HdfsFileStatus> status(DistributedFileSystem fileSystem, Path path) throws IOException {
        try {
            return Optional.of((HdfsFileStatus) fileSystem.getFileStatus(path));
        } catch (IOException e) {
            if (Failures.meansAbsent(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static long copy(BlobSource source, OutputStream file, Refresh refresh) throws IOException {
        long length = 0;
        long refreshed = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream content = new SourceStream(source)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                file.write(buffer, 0, read);
                length += read;
                if (length - refreshed >= REFRESH) {
                    refresh.run();
                    refreshed = length;
                }
            }
        }
        return length;
    }

    /** Closing it ends the threads that write; whoever began it deletes it. */
    private static void giveUp(OutputStream file, Throwable cause) {
        try {
            Interrupts.defer(() -> {
                file.close();
                return file;
            });
        } catch (IOException | RuntimeException e) {
            suppress(cause, e);
        }
    }

    /** A stream that has failed throws the same exception again when it is closed. */
    static void suppress(Throwable cause, Exception e) {
        if (e != cause) {
            cause.addSuppressed(e);
        }
    }
}
