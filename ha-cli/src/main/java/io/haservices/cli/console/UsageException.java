package io.haservices.cli.console;

/** The command line asks for something that cannot be; nothing was done. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message that says what to write instead. */
    public UsageException(String message) {
        super(message);
    }
}
