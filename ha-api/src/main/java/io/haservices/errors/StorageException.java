package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** The storage failed (full, denied, broken); no reader sees a part of what was being written. The message names the blob. */
public class StorageException extends HaException {
    private static final long serialVersionUID = 1;

    /** With a message that says what failed, on what, what was seen and what to do next; never a secret. */
    public StorageException(String message) {
        super(message);
    }

    /** As {@link #StorageException(String)}, with the error that led to this one. */
    public StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
