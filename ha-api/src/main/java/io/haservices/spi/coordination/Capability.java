package io.haservices.spi.coordination;

/** What a coordination backend may or may not be able to do; using one that is not declared raises the documented error (CO-19). */
public enum Capability {
    /** {@link Operation.TakeOver}. */
    TAKE_OVER,
    /** {@link Guard.Incarnation}. */
    INCARNATION_GUARD,
    /** {@link Session#deadlineNanos()} is proven by the servers, and not merely estimated. */
    SESSION_DEADLINE
}
