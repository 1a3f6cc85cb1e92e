package io.haservices.cli.console;

/** The answer is no, and it is to be told as an error: nothing was printed to standard output. */
public final class NegativeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String type;

    /** {@code type} is the word for programs, such as {@code no-such-state}. */
    public NegativeException(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }
}
