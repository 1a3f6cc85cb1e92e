package io.haservices.cli.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Writes a file as a whole or not at all: a reader never finds a part of it. */
final class WholeFile {
    private WholeFile() {}

    static void write(Path target, InputStream content) throws IOException {
        @Nullable Path name = target.getFileName();
        if (name == null || (Files.exists(target) && !Files.isRegularFile(target))) {
            // A device or a pipe cannot be replaced, only written to; a folder says what is wrong by itself.
            try (var out = Files.newOutputStream(target)) {
                content.transferTo(out);
            }
            return;
        }
        Path beside = Files.createTempFile(target.toAbsolutePath().getParent(), "." + name, ".part");
        try {
            Files.copy(content, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
