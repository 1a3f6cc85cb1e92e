package io.haservices.core.cleanup;

import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.StoredBlob;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What lies in the storage of one election, sorted.
 *
 * @param term the current term when the survey began; absent when there is no epoch entry
 * @param removed whether the election was cleaned up
 * @param pointers all pointers
 * @param quarantine the records of pointers that were moved out of the way
 * @param listed all blobs that were listed
 * @param garbage blobs that no pointer names and none ever can
 * @param held blobs that no pointer names, of states whose bytes or pointer are missing, damaged, or in quarantine: perhaps the last
 *     trace of them
 * @param underWay unnamed blobs of the current term
 * @param later unnamed blobs of terms that are still to come
 * @param unknown names that are not understood
 * @param others blobs of other origins
 * @param writes what has not ended
 */
record Inventory(
        Optional<EpochRecord> term,
        boolean removed,
        List<Entry> pointers,
        List<Entry> quarantine,
        Set<BlobName> listed,
        List<StoredBlob> garbage,
        List<StoredBlob> held,
        List<StoredBlob> underWay,
        List<StoredBlob> later,
        List<BlobName> unknown,
        Map<String, List<Other>> others,
        Writes writes) {
    /**
     * A blob of another origin.
     *
     * @param blob the blob
     * @param named whether a pointer of this coordination service names it nevertheless
     */
    record Other(StoredBlob blob, boolean named) {}

    /**
     * Writes that have not ended.
     *
     * @param garbage of terms that are over
     * @param underWay of the current term
     * @param unknown of blobs with names that are not understood
     * @param others of other origins
     */
    record Writes(
            List<IncompleteWrite> garbage,
            List<IncompleteWrite> underWay,
            List<IncompleteWrite> unknown,
            Map<String, List<IncompleteWrite>> others) {}

    String origin() {
        return term.map(EpochRecord::origin).orElse("");
    }

    /** The same, with the garbage of states held whose pointers these are. */
    Inventory holding(Set<String> damaged) {
        Predicate<StoredBlob> isHeld = blob -> damaged.contains(blob.pointer().toString());
        return new Inventory(
                term,
                removed,
                pointers,
                quarantine,
                listed,
                garbage.stream().filter(isHeld.negate()).toList(),
                Stream.concat(held.stream(), garbage.stream().filter(isHeld)).toList(),
                underWay,
                later,
                unknown,
                others,
                writes);
    }
}
