package io.haservices.etcd;

import java.util.ArrayList;
import java.util.List;

/** Makes the beginning of a cluster's keys from what the user configured, and says what is wrong with it. */
final class ClusterPath {
    private ClusterPath() {}

    /** The segments of a path with any number of slashes around it, after checking them. */
    static List<String> segments(String what, String path, List<String> problems) {
        String trimmed = path.trim().replaceAll("^/+|/+$", "");
        if (trimmed.isEmpty()) {
            return List.of();
        }
        List<String> segments = new ArrayList<>();
        for (String segment : trimmed.split("/", -1)) {
            String problem = problem(segment);
            if (!problem.isEmpty()) {
                problems.add("'" + what + "': '" + path + "' cannot be the beginning of keys: " + problem + ".");
            }
            segments.add(segment);
        }
        return segments;
    }

    private static String problem(String segment) {
        if (segment.isEmpty()) {
            return "it has an empty segment ('//')";
        }
        if (segment.equals(".") || segment.equals("..")) {
            return "the segment '" + segment + "' is not allowed";
        }
        if (segment.equals(Layout.OURS) || segment.equals(Layout.SESSIONS)) {
            return "the segment '" + segment + "' is reserved for the layout of HA Services; choose another name";
        }
        return segment.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))
                ? "it has a character that is not allowed"
                : "";
    }
}
