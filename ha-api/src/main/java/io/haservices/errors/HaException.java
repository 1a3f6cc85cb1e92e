package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** The root of all errors of HA Services. Its subtypes tell the caller what to do. */
public class HaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public HaException(String message) {
        super(message);
    }

    /** As {@link #HaException(String)}, with the error that led to this one. */
    public HaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
