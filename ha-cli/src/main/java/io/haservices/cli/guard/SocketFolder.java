package io.haservices.cli.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that only this user can enter, for the moment in which the guard connects. */
record SocketFolder(Path path) implements Closeable {
    // The kernel's limit for the path of a socket is 108 bytes with its end.
    private static final int LONGEST = 107;

    static SocketFolder create() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        boolean fits =
                temporary.resolve("ha-guard-01234567890123456789/s").toString().getBytes(UTF_8).length <= LONGEST;
        return new SocketFolder(Files.createTempDirectory(fits ? temporary : Path.of("/tmp"), "ha-guard-"));
    }

    Path socket() {
        return path.resolve("s");
    }

    /** Deletes the folder; the connection lives on. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(socket());
        Files.deleteIfExists(path);
    }
}
