package io.haservices.cli.console;

/** How a text stands out on a terminal. */
public enum Style {
    /** Good news. */
    GREEN(32),
    /** Bad news. */
    RED(31),
    /** What matters in a line. */
    BOLD(1),
    /** What matters least. */
    FAINT(2);

    private final int code;

    Style(int code) {
        this.code = code;
    }

    String apply(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
