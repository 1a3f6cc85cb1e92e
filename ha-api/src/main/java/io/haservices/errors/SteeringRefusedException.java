package io.haservices.errors;

/** Leadership is not moved as was asked, for the reason that the message gives; nothing was changed. */
public final class SteeringRefusedException extends HaException {
    private static final long serialVersionUID = 1;

    /** With a message that says what was refused, why, and what to do next. */
    public SteeringRefusedException(String message) {
        super(message);
    }
}
