package io.haservices.cli.guard;

import java.util.OptionalInt;

/**
 * How a guarded command ended. When this is told, no process of its session is alive any more.
 *
 * @param exitCode the command's own code, 128+N when signal N ended it; absent when nobody could read it
 * @param detail one line for the user; empty when there is nothing to say
 */
public record CommandEnd(Cause cause, OptionalInt exitCode, String detail) {

    /** Why the command is no longer running. */
    public enum Cause {
        /** It ended by itself. */
        EXITED,
        /** It never ran: not found (exit code 127) or not executable (126), as shells say it. */
        NOT_STARTED,
        /** {@link GuardedCommand#stop} or {@link GuardedCommand#close} was called. */
        STOPPED,
        /** No extension came in time, so it was ended before its deadline. */
        DEADLINE,
        /** The guard died, was told to end, or did not answer, so the command was ended. */
        GUARD_LOST
    }

    static CommandEnd of(Cause cause, String detail) {
        return new CommandEnd(cause, OptionalInt.empty(), detail);
    }
}
