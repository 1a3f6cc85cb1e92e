package io.haservices.core.storage.file;

import io.haservices.values.Segment;
import java.util.Optional;
import java.util.UUID;

/**
 * The names of files that are being written. They begin with a dot, as no encoded segment does, so they never look like a
 * blob; and they end with the last segment of the blob's name, so that it is known which blob was to be written.
 */
final class IncompleteName {
    private static final String MARK = ".incomplete-";
    private static final int RANDOM_LENGTH = 16;

    private IncompleteName() {}

    /** A new one; with the longest segment still shorter than the 255 bytes of a file name. */
    static String of(String segment) {
        String random = UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM_LENGTH);
        return MARK + random + "-" + segment;
    }

    /** The last segment of the blob that was to be written, if this is such a name. */
    static Optional<String> segment(String fileName) {
        int dash = MARK.length() + RANDOM_LENGTH;
        if (!fileName.startsWith(MARK) || fileName.length() <= dash || fileName.charAt(dash) != '-') {
            return Optional.empty();
        }
        return Optional.of(fileName.substring(dash + 1)).filter(Segment::isEncoded);
    }
}
