package io.haservices.cli.console;

/** The answer could not be handed over. */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public OutputException(String message) {
        super(message);
    }
}
