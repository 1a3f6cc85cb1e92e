package io.haservices.core.storage.file;

import io.haservices.errors.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Says what the operating system said (ST-09). */
final class Reasons {
    private static final String NOT_A_DIRECTORY = "Not a directory";
    private static final String NOT_PERMITTED = "Operation not permitted";
    private static final Map<String, String> ADVICE = Map.of(
            "No space left on device", " Free some space there, or add some.",
            "Disk quota exceeded", " Free some space there, or raise the quota of the user.",
            "Read-only file system",
                    " Writing is not permitted there: mount it writable, and see the system's log for why it is not.",
            "Too many open files", " Raise the limit of open files of this process ('ulimit -n').",
            "Input/output error", " See the system's log; the disk may be failing.",
            "Stale file handle", " Mount the directory again.");

    private Reasons() {}

    /** {@code what} is a sentence without its end: "cannot write the blob 'x' to file:///x". */
    static StorageException failure(String what, URI where, IOException e) {
        return new StorageException(what + " " + where + ": " + of(e) + "." + advice(e), e);
    }

    private static String advice(IOException e) {
        String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        if (e instanceof AccessDeniedException || NOT_PERMITTED.equals(reason)) {
            return " Give the user '" + System.getProperty("user.name")
                    + "', as whom this process runs, the right to read"
                    + " and write there, or correct 'high-availability.storageDir'.";
        }
        if (e instanceof ClosedByInterruptException) {
            return " Nothing was done; try again if the interruption was not meant for it.";
        }
        return reason == null ? "" : ADVICE.getOrDefault(reason, "");
    }

    /** Whether there is nothing of this name, be it that a directory on the way is absent, or is a file. */
    static boolean meansAbsent(IOException e) {
        return e instanceof NoSuchFileException
                || e instanceof NotDirectoryException
                || (e instanceof FileSystemException failed && NOT_A_DIRECTORY.equals(failed.getReason()));
    }

    static String of(IOException e) {
        // Java drops the system's words where it has a type of its own.
        if (e instanceof AccessDeniedException denied) {
            return "Permission denied on " + denied.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return "No such file or directory: " + missing.getFile();
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is in the way: a blob cannot lie beneath another one";
        }
        if (e instanceof ClosedByInterruptException) {
            return "the writing thread was interrupted";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason() + ": " + failed.getFile();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
