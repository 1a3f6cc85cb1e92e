package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/**
 * A write was sent and its answer was lost: it may have taken effect, may not, or may still take effect (SS-05). Repeat it
 * with the same {@link #mark()} until there is a definite answer, and start nothing else on that name meanwhile.
 */
public final class OutcomeUnknownException extends HaException {
    private static final long serialVersionUID = 1;

    private final String mark;

    /** {@code mark} is the unique mark that the write carries. */
    public OutcomeUnknownException(String message, String mark, @Nullable Throwable cause) {
        super(message, cause);
        this.mark = mark;
    }

    /** The unique mark of the write, by which a repetition is recognised. */
    public String mark() {
        return mark;
    }
}
