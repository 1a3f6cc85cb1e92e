package io.haservices.spi.coordination;

import io.haservices.errors.HaException;
import java.util.Map;

/** The answer to a commit (CO-07). The four cases are different things to do for the caller. */
public sealed interface Commit {
    /**
     * All operations were done, together.
     *
     * @param versions the version after the commit of every key that was created, replaced or taken over
     */
    record Committed(Map<Key, Long> versions) implements Commit {
        /** Copies the map. */
        public Committed {
            versions = Map.copyOf(versions);
        }
    }

    /**
     * Nothing was done, because the condition on this key did not hold. What is there is for a later read to tell.
     *
     * @param key the key whose condition did not hold; the first one when the backend knows of several
     */
    record GuardFailed(Key key) implements Commit {}

    /**
     * Nothing was done and nothing will be: the commit was never sent, or was refused as a whole.
     *
     * @param cause why
     */
    record NotApplied(HaException cause) implements Commit {}

    /**
     * The answer was lost: the commit was done, was not, or may still be done later. Read back a unique mark, or repeat the
     * identical commit until there is a definite answer.
     *
     * @param cause what was seen
     */
    record Unknown(HaException cause) implements Commit {}
}
