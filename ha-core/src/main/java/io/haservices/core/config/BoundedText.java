package io.haservices.core.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a configuration file as a whole, never more of it than a configuration can be. */
final class BoundedText {
    static final int MAX_BYTES = 1024 * 1024;

    private BoundedText() {}

    static Optional<String> read(Path file, Findings findings) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                findings.problem(file + ": longer than " + MAX_BYTES + " bytes; that is no configuration file.");
                return Optional.empty();
            }
            String text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            findings.problem(file + ": not UTF-8 text.");
        } catch (AccessDeniedException e) {
            findings.problem(file + ": cannot be read: permission denied.");
        } catch (IOException e) {
            findings.problem(file + ": cannot be read: " + e.getMessage() + ".");
        }
        return Optional.empty();
    }
}
