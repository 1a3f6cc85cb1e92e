package io.haservices.core.storage.file;

import java.util.UUID;

/**
 * The names of files that are being written. They begin with a dot, as no encoded segment does, so they never look like a
 * blob; and they end with the blob's own name, so that the debris of one blob can be told from that of its neighbours.
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

    static boolean matches(String fileName) {
        return fileName.startsWith(MARK);
    }

    static boolean matches(String fileName, String segment) {
        return matches(fileName)
                && fileName.length() == MARK.length() + RANDOM_LENGTH + 1 + segment.length()
                && fileName.endsWith("-" + segment);
    }
}
