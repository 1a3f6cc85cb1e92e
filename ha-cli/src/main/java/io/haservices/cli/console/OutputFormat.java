package io.haservices.cli.console;

import java.util.Locale;

/** How answers are printed. */
public enum OutputFormat {
    /** For people. */
    TEXT,
    /** For programs: one JSON object, or one a line where there are several. */
    JSON;

    // As it is written on the command line and shown in the help.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
