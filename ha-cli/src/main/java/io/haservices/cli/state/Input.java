package io.haservices.cli.state;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.haservices.cli.console.FileProblem;
import io.haservices.cli.console.UsageException;
import io.haservices.spi.storage.BlobSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes to save. A write may have to read them twice, so what can be read only once (standard input, a pipe) is copied to a
 * temporary file first, before anything is opened that would have to wait meanwhile.
 */
final class Input implements AutoCloseable {
    private final FileChannel bytes;

    private Input(FileChannel bytes) {
        this.bytes = bytes;
    }

    static Input of(String file, InputStream standardInput) {
        try {
            if (file.equals("-")) {
                return copied(standardInput);
            }
            Path given = Path.of(file);
            if (Files.isRegularFile(given)) {
                return new Input(FileChannel.open(given, READ));
            }
            try (InputStream pipe = Files.newInputStream(given)) {
                return copied(pipe);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("'" + file + "' cannot be read: " + FileProblem.of(e) + "; nothing was saved.");
        }
    }

    BlobSource source() {
        return () -> {
            bytes.position(0);
            return new FilterInputStream(Channels.newInputStream(bytes)) {
                // It may be opened again.
                @Override
                public void close() {}
            };
        };
    }

    private static Input copied(InputStream content) throws IOException {
        Path copy = Files.createTempFile("ha-put-", ".bytes");
        // Without a name from here on, so that nothing is left behind however this process ends.
        FileChannel bytes = FileChannel.open(copy, READ, WRITE, DELETE_ON_CLOSE);
        try {
            OutputStream out = Channels.newOutputStream(bytes);
            content.transferTo(out);
            return new Input(bytes);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    /** Closes the file; a copy goes with it. */
    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            // What was read from it was read.
        }
    }
}
