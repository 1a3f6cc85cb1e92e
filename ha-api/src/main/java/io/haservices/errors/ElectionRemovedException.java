package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** The election was cleaned up by its leader; contending goes on only after an explicit new start. */
public class ElectionRemovedException extends HaException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public ElectionRemovedException(String message) {
        super(message);
    }

    /** As {@link #ElectionRemovedException(String)}, with the error that led to this one. */
    public ElectionRemovedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
