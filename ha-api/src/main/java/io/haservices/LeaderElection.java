package io.haservices;

import java.util.Optional;

/**
 * Standing in one election. Safe for use by many threads.
 *
 * <p>Winning is one transaction that bumps the epoch (LE-02); every grant has a new epoch (LE-03); every grant is followed by
 * exactly one revocation (LE-05). It goes on through disconnections and expired sessions until it is closed.
 */
public interface LeaderElection extends AutoCloseable {
    /** The name of the election. */
    String election();

    /** The id of this contender, unique for ever; it appears as the leader's id and among the candidates. */
    String contenderId();

    /**
     * Stands in the election from now on. Does not block; the outcome of every term comes to the contender. Starting an
     * election that was cleaned up begins it anew, with epochs that go on (LE-12).
     *
     * @throws IllegalStateException when it was started before or is closed
     */
    void start(LeaderContender contender);

    /** The current leadership of this contender, if it leads. */
    Optional<Leadership> leadership();

    /**
     * Stands no more. When it leads, leadership ends first: {@code onRevoked} returns, then the leader entry goes (LE-07). Keeps
     * all state. Blocks until that is done, bounded by the revocation timeout and the deadline. Idempotent. Must not be called
     * from the contender's callbacks.
     */
    @Override
    void close();

    /**
     * As {@link #close()}, and removes all state of this election for good (LE-12): one transaction begins a new epoch and
     * marks the election removed, so that nobody wins meanwhile; then pointers go, then blobs. The epoch entry stays, so that
     * late writes of earlier terms are refused. Safe to repeat after a failure.
     *
     * @throws io.haservices.errors.LeadershipLostException when this contender does not lead
     */
    void closeAndCleanup();
}
