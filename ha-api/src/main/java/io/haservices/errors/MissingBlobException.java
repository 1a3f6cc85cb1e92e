package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** There is no blob of this name in the storage. */
public class MissingBlobException extends StorageException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public MissingBlobException(String message) {
        super(message);
    }

    /** As {@link #MissingBlobException(String)}, with the error that led to this one. */
    public MissingBlobException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
