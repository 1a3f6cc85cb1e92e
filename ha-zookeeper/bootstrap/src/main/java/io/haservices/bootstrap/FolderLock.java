package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Held while a server is started or stopped, so that two scripts at once don't start it twice. Goes with the process. */
final class FolderLock {
    private FolderLock() {}

    static <T> T holding(DataFolder data, Supplier<T> work) {
        Path file = data.lockFile();
        try {
            Files.createDirectories(data.root());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return work.get();
            }
        } catch (IOException e) {
            throw BootstrapException.configuration(
                    data.place() + ": cannot lock " + file + ": " + e + ". Name a folder that this user can write.");
        }
    }
}
