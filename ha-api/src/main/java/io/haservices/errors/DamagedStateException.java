package io.haservices.errors;

import org.jspecify.annotations.Nullable;

/** A pointer or the bytes that it names are missing, cut off or altered (SS-07). Nothing of them was handed to a decoder. */
public final class DamagedStateException extends HaException {
    private static final long serialVersionUID = 1;

    private final String pointer;
    private final String location;

    /**
     * {@code pointer} is the key of the pointer in the coordination service, {@code location} the URI of the blob, or empty
     * when the pointer itself cannot be read.
     */
    public DamagedStateException(String message, String pointer, String location, @Nullable Throwable cause) {
        super(message, cause);
        this.pointer = pointer;
        this.location = location;
    }

    /** The key of the pointer in the coordination service. */
    public String pointer() {
        return pointer;
    }

    /** The URI of the damaged blob, or empty when the pointer itself is damaged. */
    public String location() {
        return location;
    }
}
