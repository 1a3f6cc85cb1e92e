package io.haservices;

import java.util.Optional;

/** Finds the leader of an election and follows its changes (LR-01 to LR-04). Safe for use by many threads. */
public interface LeaderRetrieval extends AutoCloseable {
    /** The name of the election. */
    String election();

    /**
     * Tells the listener the current leader, or that there is none, and then every change, until closed. Does not block.
     *
     * @throws IllegalStateException when it was started before or is closed
     */
    void start(LeaderListener listener);

    /** The leader as told last; nothing before the first answer. Cheap. */
    Optional<LeaderInfo> leader();

    /** Tells nothing more. Does not wait for a callback that is under way. Idempotent. */
    @Override
    void close();
}
