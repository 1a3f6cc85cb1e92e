package io.haservices;

import java.util.List;

/**
 * Another process of this host that has to be dead, too, before evidence of death ends a leadership; for instance one that goes on for a
 * moment to end what the leader has started. It listens as {@code io.haservices.core.wiring.WitnessEndpoint} does. Its methods
 * are called by one thread of the client's and must not block.
 */
public interface LivenessWitness {
    /** Where it listens on this host; nothing when it does not, and then there is no evidence at all. */
    List<Integer> ports();

    /** From now on the term with this id counts as held. */
    void hold(String id);

    /** From now on it does not. */
    void drop(String id);
}
