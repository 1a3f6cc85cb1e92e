package io.haservices.core.config;

import java.nio.file.Path;

/**
 * Where a value was written, to show to people.
 *
 * @param place a file, an environment variable, or the command line
 * @param line counted from 1, or 0 when there are no lines
 */
public record Origin(String place, int line) {
    /** The definitions given with {@code -D}. */
    public static final Origin COMMAND_LINE = new Origin("command line, -D", 0);
    /** Values that a program hands over, without a file. */
    public static final Origin PROGRAM = new Origin("program", 0);

    static Origin of(Path file, int line) {
        return new Origin(file.toString(), line);
    }

    @Override
    public String toString() {
        return line > 0 ? place + ":" + line : place;
    }
}
