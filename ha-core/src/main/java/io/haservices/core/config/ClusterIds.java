package io.haservices.core.config;

import io.haservices.values.Segment;
import java.util.Optional;

/** The form of a cluster's id: segments with {@code /} between, as in a path (CF-11). */
public final class ClusterIds {
    // Keeps our tree apart from Flink's own beneath the same id.
    private static final String RESERVED = "ha";

    private ClusterIds() {}

    /** Without the {@code /} that Flink writes in front, and without one at the end. */
    public static String normalized(String id) {
        String text = id.trim();
        text = text.startsWith("/") ? text.substring(1) : text;
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** What is wrong with an id, if anything. */
    public static Optional<String> refusal(String id) {
        for (String segment : normalized(id).split("/", -1)) {
            if (segment.isEmpty()) {
                return Optional.of("it has an empty segment");
            }
            if (segment.equals(RESERVED)) {
                return Optional.of("no segment of it may be 'ha', which is the name of the tree beneath it");
            }
            if (!isPlain(segment)) {
                return Optional.of("its segment '" + segment + "' is refused: letters, digits, '_', '-' and, not in"
                        + " front, '.' are allowed, at most " + Segment.MAX_ENCODED_LENGTH + " of them");
            }
        }
        return Optional.empty();
    }

    private static boolean isPlain(String segment) {
        try {
            return Segment.encode(segment).equals(segment);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
