package io.haservices.core.records;

import java.util.Map;

/**
 * Who leads.
 *
 * @param id the contender's id
 * @param epoch the number of the term
 * @param ready whether addresses were published
 * @param addresses by component
 */
public record LeaderRecord(String id, long epoch, boolean ready, Map<String, String> addresses) {
    /** Copies the map. */
    public LeaderRecord {
        addresses = Map.copyOf(addresses);
    }
}
