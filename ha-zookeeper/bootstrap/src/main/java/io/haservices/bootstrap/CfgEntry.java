package io.haservices.bootstrap;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * One setting of {@code zoo.cfg}, in the syntax of {@link Properties}, which is ZooKeeper's own; but with the number of its line, which
 * {@link Properties} forgets.
 *
 * @param line where it begins, counted from 1
 * @param key without blanks around it
 * @param value without blanks around it
 */
record CfgEntry(int line, String key, String value) {
    static List<CfgEntry> all(String text) {
        List<String> lines = text.lines().toList();
        List<CfgEntry> entries = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            int first = at;
            String start = lines.get(at).stripLeading();
            if (start.isEmpty() || start.startsWith("#") || start.startsWith("!")) {
                continue;
            }
            StringBuilder logical = new StringBuilder(lines.get(at));
            while (goesOn(lines.get(at)) && at + 1 < lines.size()) {
                logical.append('\n').append(lines.get(++at));
            }
            entries.add(of(first + 1, logical.toString()));
        }
        return entries;
    }

    /** An odd number of backslashes at the end: the next line belongs to this one. */
    private static boolean goesOn(String line) {
        int slashes = 0;
        while (slashes < line.length() && line.charAt(line.length() - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static CfgEntry of(int line, String text) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw BootstrapException.configuration("line " + line + ": " + e.getMessage());
        }
        String key = one.stringPropertyNames().stream()
                .findFirst()
                .orElseThrow(() -> BootstrapException.configuration(
                        "line " + line + ": nothing follows the backslash. Remove it."));
        return new CfgEntry(line, key.strip(), one.getProperty(key, "").strip());
    }
}
