package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** The leadership that the operation relied on has ended. Stop acting as leader and wait for the next grant. */
public class LeadershipLostException extends HaException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public LeadershipLostException(String message) {
        super(message);
    }

    /** As {@link #LeadershipLostException(String)}, with the error that led to this one. */
    public LeadershipLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
