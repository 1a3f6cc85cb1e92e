package io.haservices.core.state;

import java.util.concurrent.CompletionStage;

/** Where a write gets its fence from: the term of a leadership, an epoch given by hand, or whatever term is current. */
public interface Fencing {
    /** The term to guard on; fails with {@link io.haservices.errors.LeadershipLostException} when it is known to be over. */
    CompletionStage<FencePoint> point();

    /** A write was refused because another term has begun. */
    default void refused() {}
}
