package io.haservices.cli.guard;

/** The guard could not be started; the message says what is missing. Nothing runs. */
public final class GuardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuardException(String message) {
        super(message);
    }

    GuardException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
