package io.haservices.values;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Paths made of encoded segments with {@code /} between them: the common form of keys and blob names. */
public final class SegmentPath {
    private SegmentPath() {}

    /** The path of these names, each encoded by {@link Segment#encode}. */
    public static String of(String... names) {
        return Arrays.stream(names).map(Segment::encode).collect(Collectors.joining("/"));
    }

    /** The names along a path, decoded. */
    public static List<String> names(String path) {
        return Arrays.stream(path.split("/", -1)).map(Segment::decode).collect(Collectors.toUnmodifiableList());
    }

    /**
     * The path itself, when it is one.
     *
     * @throws IllegalArgumentException when a segment of it is not encoded
     */
    public static String check(String path) {
        for (String segment : path.split("/", -1)) {
            Segment.decode(segment);
        }
        return path;
    }

    /** Whether {@code path} is {@code prefix} or lies beneath it; the empty prefix covers everything. */
    public static boolean covers(String prefix, String path) {
        return prefix.isEmpty() || path.equals(prefix) || path.startsWith(prefix + "/");
    }
}
