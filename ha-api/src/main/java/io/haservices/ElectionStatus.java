package io.haservices;

import java.util.List;
import java.util.Optional;

/**
 * What is known of an election.
 *
 * @param election its name
 * @param epoch the current epoch; 0 when there was no term
 * @param origin the random id made with the epoch entry, part of every blob's name; empty when the election was never started
 * @param leader who leads, if anybody
 * @param candidates who stands, sorted by id
 * @param removed whether the election was cleaned up
 * @param steering whether it is paused, or leadership on its way to somebody
 */
public record ElectionStatus(
        String election,
        long epoch,
        String origin,
        Optional<LeaderInfo> leader,
        List<Candidate> candidates,
        boolean removed,
        SteeringStatus steering) {
    /** Copies the list. */
    public ElectionStatus {
        candidates = List.copyOf(candidates);
    }
}
