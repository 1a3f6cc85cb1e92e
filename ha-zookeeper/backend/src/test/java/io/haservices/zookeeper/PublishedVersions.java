package io.haservices.zookeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The table of client jars and servers in the documentation. */
final class PublishedVersions {
    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "zookeeper-versions.md");

    private PublishedVersions() {}

    /** The lines of servers, such as 3.5, that are said to work with this line of the client. */
    static List<String> worksWith(String client) throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        List<String> servers = cells(page, "| client jar \\ server ");
        List<String> answers = cells(page, "| `ha-zookeeper-client-" + client + "` ");
        List<String> working = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            if (answers.get(i).equals("works")) {
                working.add(servers.get(i).replaceFirst("\\.\\d+$", ""));
            }
        }
        return working;
    }

    private static List<String> cells(List<String> page, String start) {
        String row = page.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line '" + start + "...' in " + PAGE));
        return Arrays.stream(row.split("\\|"))
                .map(String::trim)
                .filter(cell -> !cell.isEmpty())
                .skip(1)
                .toList();
    }
}
