package io.haservices;

import io.haservices.errors.HaException;
import java.util.Optional;

/** Learns who leads. Calls of one retrieval never overlap and come in order; they may block, others go on meanwhile. */
@FunctionalInterface
public interface LeaderListener {
    /** The leader, in order of epoch, never one older than told before (LR-02); nothing when there is none (LR-03). */
    void onLeader(Optional<LeaderInfo> leader);

    /** Following has stopped for good: the service refuses this identity. */
    default void onError(HaException error) {}
}
