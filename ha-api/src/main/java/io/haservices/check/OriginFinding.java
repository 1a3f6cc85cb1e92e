package io.haservices.check;

import java.util.OptionalLong;

/**
 * Blobs of another origin: of another coordination service that shares the storage, or of one that was wiped. Nobody can tell
 * from here whether they are still needed, so they go only when their origin is named (SS-14).
 *
 * @param origin the id in their names
 * @param treatment what was done about them
 * @param blobs how many
 * @param bytes of them together, where they were counted, which takes reading them
 * @param lowestEpoch the oldest term among them; 0 when there are only incomplete writes
 * @param highestEpoch the newest term among them
 * @param incomplete how many writes have not ended
 * @param named how many of the blobs a pointer of this coordination service names nevertheless; those are never removed
 * @param detail in words
 */
public record OriginFinding(
        String origin,
        Treatment treatment,
        int blobs,
        OptionalLong bytes,
        long lowestEpoch,
        long highestEpoch,
        int incomplete,
        int named,
        String detail) {
    /** The same, treated otherwise. */
    public OriginFinding treated(Treatment by, String why) {
        return new OriginFinding(origin, by, blobs, bytes, lowestEpoch, highestEpoch, incomplete, named, why);
    }
}
