package io.haservices.core.records;

import io.haservices.errors.HaException;

/** An entry holds something that is no record of the expected kind: cut off, altered, or of a newer format. */
public final class UnreadableRecordException extends HaException {
    private static final long serialVersionUID = 1;

    UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
