package io.haservices;

import io.haservices.errors.DamagedStateException;
import java.util.List;

/**
 * What came of reading all states of a store.
 *
 * @param states how many were handed over
 * @param bytes of them together
 * @param damaged one error for each state that cannot be read, with pointer, location and what to do (SS-08)
 */
public record ReadSummary(int states, long bytes, List<DamagedStateException> damaged) {
    /** Copies the list. */
    public ReadSummary {
        damaged = List.copyOf(damaged);
    }
}
