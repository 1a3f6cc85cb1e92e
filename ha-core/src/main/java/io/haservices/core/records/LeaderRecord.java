package io.haservices.core.records;

import java.util.Map;

/**
 * Who leads.
 *
 * @param id the contender's id
 * @param epoch the number of the term
 * @param ready whether addresses were published
 * @param addresses by component
 * @param liveness where the leading process can be asked whether it lives
 * @param deposed the term before, when this one took over on evidence of death
 */
public record LeaderRecord(
        String id,
        long epoch,
        boolean ready,
        Map<String, String> addresses,
        @AddedLater("{\"addresses\":[],\"id\":\"\"}") LivenessRecord liveness,
        @AddedLater("{\"epoch\":0,\"evidence\":\"\"}") DeposedRecord deposed) {
    /** Copies the map. */
    public LeaderRecord {
        addresses = Map.copyOf(addresses);
    }

    /** Of a term that has just begun: without addresses. */
    public static LeaderRecord begun(String id, long epoch, LivenessRecord liveness, DeposedRecord deposed) {
        return new LeaderRecord(id, epoch, false, Map.of(), liveness, deposed);
    }

    /** With addresses. */
    public LeaderRecord published(Map<String, String> newAddresses) {
        return new LeaderRecord(id, epoch, true, newAddresses, liveness, deposed);
    }
}
