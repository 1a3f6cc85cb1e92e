package io.haservices.cli.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What is wrong with a file, in words: the exceptions of the JDK say it with the names of their classes. */
public final class FileProblem {
    private FileProblem() {}

    /** Why, without the name of the file where it is the one at hand. */
    public static String of(Exception problem) {
        if (problem instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return "a file of this name is in the way";
        }
        if (problem instanceof NotDirectoryException) {
            return "it is no folder";
        }
        if (problem instanceof FileSystemException inFile && inFile.getReason() != null) {
            return inFile.getReason();
        }
        String message = problem.getMessage();
        return problem instanceof IOException && message != null ? message : problem.toString();
    }
}
