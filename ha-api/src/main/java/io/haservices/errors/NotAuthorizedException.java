package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** The service refused this identity, or the login failed. Fatal: trying again with the same identity does not help. */
public class NotAuthorizedException extends HaException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public NotAuthorizedException(String message) {
        super(message);
    }

    /** As {@link #NotAuthorizedException(String)}, with the error that led to this one. */
    public NotAuthorizedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
