package io.haservices.testkit.history;

import java.util.Optional;

/**
 * A write or a read of one register, as the client that did it saw it. Times are those of one monotonic clock, such as {@link System#nanoTime()} of
 * processes of one Linux machine; an operation took effect at one moment between its two times, both included.
 *
 * @param client who did it, for messages
 * @param kind whether it wrote or read
 * @param value what was written, or what was read; empty when there was nothing to be read
 * @param invoked when the client began
 * @param returned when the client knew that it was done; {@link #NEVER} when it never learned the outcome
 */
public record RegisterOperation(String client, Kind kind, Optional<String> value, long invoked, long returned) {
    /** When operations of unknown outcome return: they may take effect at any time after they began, or not at all. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Whether an operation writes or reads. */
    public enum Kind {
        /** Puts a value. */
        WRITE,

        /** Finds the value. */
        READ
    }

    /** A write that the client knows to be done. */
    public static RegisterOperation write(String client, String value, long invoked, long returned) {
        return new RegisterOperation(client, Kind.WRITE, Optional.of(value), invoked, returned);
    }

    /** A write whose outcome the client never learned. */
    public static RegisterOperation unknownWrite(String client, String value, long invoked) {
        return new RegisterOperation(client, Kind.WRITE, Optional.of(value), invoked, NEVER);
    }

    /** A read that returned; one that did not says nothing, and is left out of the history. */
    public static RegisterOperation read(String client, Optional<String> value, long invoked, long returned) {
        return new RegisterOperation(client, Kind.READ, value, invoked, returned);
    }

    /** Whether it writes. */
    public boolean isWrite() {
        return kind == Kind.WRITE;
    }

    /** Whether its outcome is unknown. */
    public boolean isUnknown() {
        return returned == NEVER;
    }

    RegisterOperation returnedBy(long latest) {
        return new RegisterOperation(client, kind, value, invoked, Math.min(returned, latest));
    }

    @Override
    public String toString() {
        return client + (isWrite() ? " wrote " : " read ") + value.orElse("nothing") + " in [" + invoked + ", "
                + (isUnknown() ? "never" : returned) + "]";
    }
}
