package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** The coordination service or the storage did not answer within the time limit, and nothing was changed. Try again later. */
public class UnavailableException extends HaException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public UnavailableException(String message) {
        super(message);
    }

    /** As {@link #UnavailableException(String)}, with the error that led to this one. */
    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
