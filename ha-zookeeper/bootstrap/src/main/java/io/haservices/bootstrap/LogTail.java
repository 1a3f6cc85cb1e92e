package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The last lines of a server's log: why it did not start stands there. */
final class LogTail {
    private static final int LINES = 12;

    private LogTail() {}

    static String of(Path folder, int id) {
        List<String> tail = new ArrayList<>();
        for (String ending : List.of(".log", ".out")) {
            Path file = folder.resolve("zookeeper-" + id + ending);
            if (Files.exists(file)) {
                tail.addAll(last(file));
            }
        }
        return String.join("\n", tail);
    }

    private static List<String> last(Path file) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        } catch (IOException e) {
            return List.of("cannot read " + file + ": " + e);
        }
    }
}
