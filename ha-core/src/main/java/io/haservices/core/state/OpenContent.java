package io.haservices.core.state;

import io.haservices.StateContent;
import io.haservices.StateInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A stream with what its pointer says, and a temporary copy when it was spooled. */
record OpenContent(StateInfo info, InputStream stream, Optional<Path> temporary) implements StateContent {
    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            if (temporary.isPresent()) {
                Files.deleteIfExists(temporary.get());
            }
        }
    }
}
