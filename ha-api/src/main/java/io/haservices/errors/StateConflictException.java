package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** A conditional write found something else than it expected, and changed nothing. Read again, then decide. */
public class StateConflictException extends HaException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public StateConflictException(String message) {
        super(message);
    }

    /** As {@link #StateConflictException(String)}, with the error that led to this one. */
    public StateConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
