package io.haservices;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One term of leadership, from its grant to its end. Safe for use by many threads; stays readable after its end. */
public interface Leadership {
    /** The component under which {@link #publish(String)} publishes. */
    String DEFAULT_COMPONENT = "default";

    /** The name of the election. */
    String election();

    /** The number of this term: grows with every term, never repeats (LE-01). It is the fencing token. */
    long epoch();

    /** The id of the contender that leads. */
    String leaderId();

    /**
     * How long from now no other term can begin by expiry (LE-06): counted on the monotonic clock, from what the servers have
     * proven; grows with every heartbeat. Zero once leadership has ended. It is not yet zero when leadership steps down by
     * itself, a margin before. Cheap.
     */
    Duration validFor();

    /** Whether leadership has not ended and its deadline has not passed. Cheap; a write may still be refused. */
    boolean isValid();

    /** Why leadership has ended, if it has. */
    Optional<EndReason> ended();

    /** Completes when leadership ends, at once and before {@link LeaderContender#onRevoked}; never fails. Do not block in its callbacks. */
    CompletionStage<EndReason> whenEnded();

    /** The states of a store, fenced by this term: every write checks the epoch in its own transaction (SS-01, SS-02). */
    StateStore stateStore(String store);

    /** A counter, fenced by this term. */
    Counter counter(String name);

    /**
     * Publishes the addresses of the leader's components, replacing those of an earlier call, and marks it ready (LE-08). Fenced:
     * fails with {@link io.haservices.errors.LeadershipLostException} when the term has ended.
     */
    CompletionStage<Void> publishAsync(Map<String, String> addresses);

    /** Blocking form of {@link #publishAsync}. */
    default void publish(Map<String, String> addresses) {
        Waiting.on(publishAsync(addresses));
    }

    /** Publishes one address, of the component {@value #DEFAULT_COMPONENT}; blocks. */
    default void publish(String address) {
        publish(Map.of(DEFAULT_COMPONENT, address));
    }

    /**
     * Goes into the history with the end of this term, whenever and however that comes; replaces what was said before. At most 200
     * characters are kept. Does not block.
     */
    void remark(String text);

    /**
     * Gives leadership up in an orderly way (LE-07) and stands again. Does not block; returns at once when leadership has
     * ended.
     */
    void resign();

    /**
     * Ends this term as its deadline does ({@link EndReason#DEADLINE}), for who watches the deadline outside of this process and was the
     * first to act on it, as the guard of {@code ha run} does. Stands again. Does not block; returns at once when leadership has ended.
     */
    void deadlinePassed();
}
