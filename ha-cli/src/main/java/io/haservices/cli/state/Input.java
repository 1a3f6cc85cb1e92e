package io.haservices.cli.state;

import io.haservices.cli.console.UsageException;
import io.haservices.spi.storage.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The bytes to save. A write may have to read them twice, so what can be read only once (standard input, a pipe) is copied to a
 * temporary file first, before anything is opened that would have to wait meanwhile.
 */
final class Input implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    private Input(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    static Input of(String file, InputStream standardInput) {
        try {
            if (file.equals("-")) {
                return spooled(standardInput);
            }
            Path given = Path.of(file);
            if (Files.isRegularFile(given) && Files.isReadable(given)) {
                return new Input(given, false);
            }
            try (InputStream pipe = Files.newInputStream(given)) {
                return spooled(pipe);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("'" + file + "' cannot be read: " + e + "; nothing was saved.");
        }
    }

    BlobSource source() {
        return () -> Files.newInputStream(path);
    }

    private static Input spooled(InputStream content) throws IOException {
        Path copy = Files.createTempFile("ha-put-", ".bytes");
        try {
            Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
            return new Input(copy, true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    /** Deletes the temporary copy, if there is one. */
    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // A file left behind in the temporary folder changes nothing of what was saved.
            }
        }
    }
}
