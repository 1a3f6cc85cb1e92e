package io.haservices.cli.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.function.Consumer;

/** Where a command prints: answers to standard output in the chosen format, everything else to standard error. */
public final class Console {
    /** The version of all JSON that is printed; it grows when a field goes or changes its meaning (CLI-04). */
    public static final int SCHEMA = 1;

    private final Surroundings surroundings;
    private final GlobalOptions options;

    /** Over these streams, with options that are read when something is printed, not before. */
    public Console(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** What is around the command. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** The options that every command takes. */
    public GlobalOptions options() {
        return options;
    }

    /** Whether answers are JSON. */
    public boolean json() {
        return options.output == OutputFormat.JSON;
    }

    /** Whether traces and logs of libraries are wanted. */
    public boolean verbose() {
        return options.verbose || surroundings.variable("HA_DEBUG").isPresent();
    }

    /** A JSON object that begins with the version of its shape. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    }

    /** The name of a JSON field for a key that people are shown, such as {@code session-timeout}. */
    public static String field(String key) {
        return key.replace('-', '_').replace('.', '_').replace(' ', '_');
    }

    /** Prints an answer: as data, or as text for people. */
    public void answer(ObjectNode json, Consumer<PrintStream> text) {
        if (json()) {
            surroundings.out().println(json);
        } else {
            text.accept(surroundings.out());
        }
        flush();
    }

    /** Says something to people that is no part of the answer. */
    public void note(String text) {
        surroundings.err().println("ha: " + text);
    }

    /** Makes sure that what was printed has arrived: an answer that nobody got must not look like success. */
    public void flush() {
        if (surroundings.out().checkError()) {
            throw new OutputException("standard output cannot be written: closed or full");
        }
    }

    /** Whether somebody looks at standard output who has nothing against colours. */
    public boolean colours() {
        return surroundings.outIsTerminal()
                && !options.noColor
                && surroundings.variable("NO_COLOR").isEmpty();
    }

    /** The text in this style where colours are welcome, else the bare text. */
    public String styled(Style style, String text) {
        return colours() ? style.apply(text) : text;
    }
}
