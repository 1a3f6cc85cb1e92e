package io.haservices.spi.coordination;

import io.haservices.errors.HaException;
import java.util.List;

/** Learns the state of a prefix. Calls of one watch never overlap; they come on a thread of the backend, which they must not block. */
@FunctionalInterface
public interface WatchListener {
    /**
     * The entries at and beneath the prefix, sorted by path: a state that was current after the watch was made, and never
     * older than one told before (CO-11, CO-12). States in between may be left out, and the same state may be told twice.
     */
    void onState(List<Entry> entries);

    /** The watch has ended for good, because the service refuses it (for instance: not authorized). Not called for outages. */
    default void onFailure(HaException failure) {}
}
