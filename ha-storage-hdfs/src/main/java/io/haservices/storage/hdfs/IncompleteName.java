package io.haservices.storage.hdfs;

import io.haservices.values.Segment;
import java.util.Optional;
import java.util.UUID;

/**
 * The names of files that are being written. They begin with a dot, as no encoded segment does, so they never look like a
 * blob; and they end with the blob's last segment, so that the debris of one blob can be told from that of its neighbours.
 */
final class IncompleteName {
    private static final String MARK = ".incomplete-";
    private static final int RANDOM_LENGTH = 16;
    private static final int SEGMENT = MARK.length() + RANDOM_LENGTH + 1;

    private IncompleteName() {}

    /** A new one; with the longest segment still shorter than the 255 bytes of a file name. */
    static String of(String segment) {
        String random = UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM_LENGTH);
        return MARK + random + "-" + segment;
    }

    /** The last segment of the blob that a file of this name is to become, if it is such a name. */
    static Optional<String> segment(String fileName) {
        boolean ours = fileName.startsWith(MARK)
                && fileName.length() > SEGMENT
                && fileName.charAt(SEGMENT - 1) == '-'
                && Segment.isEncoded(fileName.substring(SEGMENT));
        return ours ? Optional.of(fileName.substring(SEGMENT)) : Optional.empty();
    }
}
