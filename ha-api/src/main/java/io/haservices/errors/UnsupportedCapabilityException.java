package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** The backend has not declared the capability that the operation needs (CO-19, ST-11). */
public class UnsupportedCapabilityException extends HaException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public UnsupportedCapabilityException(String message) {
        super(message);
    }

    /** As {@link #UnsupportedCapabilityException(String)}, with the error that led to this one. */
    public UnsupportedCapabilityException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
