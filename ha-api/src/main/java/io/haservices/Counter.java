package io.haservices;

import java.util.concurrent.CompletionStage;

/**
 * A counter of 64 bits that never returns a value twice (SS-11). Gaps are allowed: an advance whose answer was lost is left
 * out. It takes the same fence as state. Safe for use by many threads.
 */
public interface Counter {
    /** The name. */
    String name();

    /**
     * The next value; the first is 1.
     *
     * @return fails with {@link io.haservices.errors.StateConflictException} when the last value was {@link Long#MAX_VALUE}
     */
    CompletionStage<Long> nextAsync();

    /** The value that was given out last; 0 when there was none. */
    CompletionStage<Long> currentAsync();

    /** Sees to it that all later values are greater than {@code value}; does nothing when they are already. */
    CompletionStage<Void> advanceToAsync(long value);

    /** Ends this counter's life: a counter of this name that is begun later starts at 1. Returns whether there was one. */
    CompletionStage<Boolean> removeAsync();

    /** Blocking form of {@link #nextAsync}. */
    default long next() {
        return Waiting.on(nextAsync());
    }

    /** Blocking form of {@link #currentAsync}. */
    default long current() {
        return Waiting.on(currentAsync());
    }

    /** Blocking form of {@link #advanceToAsync}. */
    default void advanceTo(long value) {
        Waiting.on(advanceToAsync(value));
    }

    /** Blocking form of {@link #removeAsync}. */
    default boolean remove() {
        return Waiting.on(removeAsync());
    }
}
