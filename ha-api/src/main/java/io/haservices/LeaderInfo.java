package io.haservices;

import java.util.Map;
import java.util.Optional;

/**
 * Who leads an election.
 *
 * @param election the name of the election
 * @param id the id of the leading contender
 * @param epoch the number of the term
 * @param ready whether the leader has recovered and published its addresses
 * @param addresses by component; empty until it is ready
 */
public record LeaderInfo(String election, String id, long epoch, boolean ready, Map<String, String> addresses) {
    /** Copies the map. */
    public LeaderInfo {
        addresses = Map.copyOf(addresses);
    }

    /** The address of the component {@value Leadership#DEFAULT_COMPONENT}, if it is published. */
    public Optional<String> address() {
        return Optional.ofNullable(addresses.get(Leadership.DEFAULT_COMPONENT));
    }
}
