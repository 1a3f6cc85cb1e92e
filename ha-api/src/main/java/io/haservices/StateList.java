package io.haservices;

import io.haservices.errors.DamagedStateException;
import java.util.List;

/**
 * The states of a store: a damaged pointer does not hide the others (SS-08).
 *
 * @param states whose pointers are sound, sorted by name; their bytes were not looked at
 * @param damaged one error for each pointer that cannot be read
 */
public record StateList(List<StateInfo> states, List<DamagedStateException> damaged) {
    /** Copies the lists. */
    public StateList {
        states = List.copyOf(states);
        damaged = List.copyOf(damaged);
    }
}
