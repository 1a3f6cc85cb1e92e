package io.haservices;

/** What a write of state is checked against, in its own transaction (SS-02). */
public sealed interface Fence {
    /** The term with this epoch, and no other: refused with {@link io.haservices.errors.StaleEpochException} once it is over. */
    static Fence epoch(long epoch) {
        return new AtEpoch(epoch);
    }

    /** Whatever term is current when the write begins (SS-03): an operator's write, which reads the epoch and guards on it. */
    static Fence currentTerm() {
        return new CurrentTerm();
    }

    /**
     * A term.
     *
     * @param epoch its number
     */
    record AtEpoch(long epoch) implements Fence {}

    /** Whatever term is current. */
    record CurrentTerm() implements Fence {}
}
