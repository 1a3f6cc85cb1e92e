package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the cluster's node from what the user configured, and says what is wrong with it. */
final class ClusterPath {
    /**
     * In bytes of UTF-8, for {@code path.root} and for the cluster's id alike. ZooKeeper ends a session in one transaction that names in full all
     * that is bound to it, and the core, which spreads elections over sessions, does not count what comes before its own names.
     */
    static final int LONGEST = 200;

    private ClusterPath() {}

    /** The segments of a path with any number of slashes around it, after checking them. */
    static List<String> segments(String what, String path, List<String> problems) {
        String trimmed = path.trim().replaceAll("^/+|/+$", "");
        if (trimmed.isEmpty()) {
            return List.of();
        }
        int bytes = trimmed.getBytes(UTF_8).length;
        if (bytes > LONGEST) {
            problems.add("'" + what + "' is " + bytes + " bytes long; at most " + LONGEST + " are possible.");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : Arrays.asList(trimmed.split("/", -1))) {
            String problem = problem(segment);
            if (!problem.isEmpty()) {
                problems.add("'" + what + "': '" + path + "' cannot be a path in ZooKeeper: " + problem + ".");
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
        // What ZooKeeper's own check of paths refuses.
        boolean unfit = segment.chars()
                .anyMatch(c -> c <= 0x1f || (c >= 0x7f && c <= 0x9f) || (c >= 0xd800 && c <= 0xf8ff) || c >= 0xfff0);
        return unfit ? "it has a character that ZooKeeper does not allow" : "";
    }
}
