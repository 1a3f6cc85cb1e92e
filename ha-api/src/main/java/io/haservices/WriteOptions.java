package io.haservices;

import java.util.Optional;

/**
 * Conditions of a write of state. Immutable.
 *
 * @param mustBeAbsent whether the state must not exist
 * @param expected the version that must be there, if any
 * @param mark a unique mark given by the caller, by which a repetition of the same write is recognised (SS-05); made at
 *     random when absent. At most 64 bytes of {@code [A-Za-z0-9_-]}
 */
public record WriteOptions(boolean mustBeAbsent, Optional<StateVersion> expected, Optional<String> mark) {
    /** Checks the mark. */
    public WriteOptions {
        mark.ifPresent(WriteOptions::checkMark);
    }

    /** Whatever is there. */
    public static WriteOptions any() {
        return new WriteOptions(false, Optional.empty(), Optional.empty());
    }

    /** Only if the state does not exist, else {@link io.haservices.errors.StateConflictException}. */
    public static WriteOptions ifAbsent() {
        return new WriteOptions(true, Optional.empty(), Optional.empty());
    }

    /** Only if exactly this version is there, else {@link io.haservices.errors.StateConflictException}. */
    public static WriteOptions ifVersion(StateVersion version) {
        return new WriteOptions(false, Optional.of(version), Optional.empty());
    }

    /** The same with a mark. */
    public WriteOptions withMark(String text) {
        return new WriteOptions(mustBeAbsent, expected, Optional.of(text));
    }

    private static void checkMark(String mark) {
        if (!mark.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException("'" + mark + "' is no mark: 1 to 64 characters of A-Z a-z 0-9 _ -");
        }
    }
}
