package io.haservices.core.state;

import io.haservices.StateContent;
import io.haservices.StateInfo;
import io.haservices.errors.HaException;
import io.haservices.errors.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Copies a content as a whole, which verifies it, before anything of it is handed on. */
final class Copies {
    /** Up to this many bytes are copied into memory. */
    static final int IN_MEMORY = 256 * 1024;

    private Copies() {}

    /** In memory when it is small, else in a temporary file; closes the original. */
    static StateContent verified(StateContent content) {
        if (content.info().length() <= IN_MEMORY) {
            return new OpenContent(content.info(), new ByteArrayInputStream(bytes(content)), Optional.empty());
        }
        try (content) {
            Path copy = Files.createTempFile("ha-state-", ".tmp");
            try {
                fill(copy, content.stream());
                return new OpenContent(content.info(), Files.newInputStream(copy), Optional.of(copy));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(copy);
                throw e;
            }
        } catch (IOException e) {
            throw readFailed(content.info(), e);
        }
    }

    /** The whole; closes the original. */
    static byte[] bytes(StateContent content) {
        try (content) {
            return content.stream().readAllBytes();
        } catch (IOException e) {
            throw readFailed(content.info(), e);
        }
    }

    /** Not with {@link Files#copy}, which would make the file anew, readable for everybody. */
    private static void fill(Path file, InputStream content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            content.transferTo(out);
        }
    }

    private static HaException readFailed(StateInfo info, IOException cause) {
        return new StorageException(
                "reading state '" + info.store() + "/" + info.name() + "' from " + info.location() + " failed: "
                        + cause,
                cause);
    }
}
