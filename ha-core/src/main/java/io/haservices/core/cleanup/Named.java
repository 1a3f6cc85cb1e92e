package io.haservices.core.cleanup;

import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.records.QuarantineRecord;
import io.haservices.core.records.Records;
import io.haservices.core.records.StoredBlob;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.storage.BlobName;
import io.haservices.values.SegmentPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What pointers and quarantine records name, and which states' blobs are not to be touched because of what they don't tell. */
final class Named {
    private final Layout layout;
    private final Map<Key, BlobName> byPointer = new HashMap<>();
    private final Set<BlobName> blobs = new HashSet<>();
    private final Set<Key> unreadable = new HashSet<>();
    /** Up to which term blobs of a state are held. */
    private final Map<Key, Long> quarantined = new HashMap<>();

    Named(Layout layout, List<Entry> pointers, List<Entry> quarantine) {
        this.layout = layout;
        pointers.forEach(this::pointer);
        quarantine.forEach(this::quarantined);
    }

    boolean names(BlobName blob) {
        return blobs.contains(blob);
    }

    /** Whether this blob, which no pointer names, may be what an unreadable pointer, or one in quarantine, has named. */
    boolean holds(StoredBlob blob) {
        return unreadable.contains(blob.pointer()) || quarantined.getOrDefault(blob.pointer(), -1L) >= blob.epoch();
    }

    /** What the pointer of a state names, if it can be read. */
    Optional<BlobName> of(Key pointer) {
        return Optional.ofNullable(byPointer.get(pointer));
    }

    private void pointer(Entry entry) {
        Optional<BlobName> blob = blob(entry);
        blob.ifPresent(blobs::add);
        Optional<BlobName> ours = blob.filter(name -> SegmentPath.covers(layout.blobs(), name.path()));
        if (ours.isPresent()) {
            byPointer.put(entry.key(), ours.get());
        } else {
            unreadable.add(entry.key());
        }
    }

    private void quarantined(Entry entry) {
        List<String> names = entry.key().names();
        if (names.size() < 3) {
            return;
        }
        Key pointer = layout.pointer(names.get(1), names.get(2));
        try {
            QuarantineRecord record = Records.decode(entry, QuarantineRecord.class);
            quarantined.merge(pointer, record.epoch(), Math::max);
            if (!record.blob().isEmpty()) {
                blobs.add(new BlobName(record.blob()));
            }
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            quarantined.put(pointer, Long.MAX_VALUE);
        }
    }

    private static Optional<BlobName> blob(Entry entry) {
        try {
            return Optional.of(
                    new BlobName(Records.decode(entry, PointerRecord.class).blob()));
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
