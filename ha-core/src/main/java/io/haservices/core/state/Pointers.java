package io.haservices.core.state;

import io.haservices.StateInfo;
import io.haservices.StateVersion;
import io.haservices.core.records.Layout;
import io.haservices.core.records.PointerRecord;
import io.haservices.core.records.Records;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.errors.DamagedStateException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import io.haservices.values.SegmentPath;
import org.jspecify.annotations.Nullable;

/** Reads pointers, and says what is wrong with one in words that help. */
final class Pointers {
    private final Layout layout;
    private final Storage storage;

    Pointers(Layout layout, Storage storage) {
        this.layout = layout;
        this.storage = storage;
    }

    /** What the pointer says; checked before anything is opened. */
    PointerRecord read(Entry entry) {
        PointerRecord pointer;
        try {
            pointer = Records.decode(entry, PointerRecord.class);
        } catch (UnreadableRecordException e) {
            throw damaged(entry, "", "the pointer is damaged: " + e.getMessage(), e);
        }
        try {
            BlobName blob = new BlobName(pointer.blob());
            if (!SegmentPath.covers(layout.blobs(), blob.path()) || pointer.length() < 0) {
                throw new IllegalArgumentException("it points outside of this election's blobs");
            }
        } catch (IllegalArgumentException e) {
            throw damaged(entry, "", "the pointer is damaged: " + e.getMessage(), e);
        }
        return pointer;
    }

    StateInfo info(Entry entry, PointerRecord pointer) {
        return info(entry.key().names(), new StateVersion(entry.incarnation(), entry.version()), pointer);
    }

    StateInfo info(java.util.List<String> names, StateVersion version, PointerRecord pointer) {
        return new StateInfo(
                names.get(1),
                names.get(2),
                version,
                pointer.length(),
                pointer.sha256(),
                pointer.epoch(),
                pointer.mark(),
                storage.location(new BlobName(pointer.blob())));
    }

    DamagedStateException damaged(Entry entry, PointerRecord pointer, String what, @Nullable Throwable cause) {
        String location = storage.location(new BlobName(pointer.blob())).toString();
        return damaged(entry, location, "its bytes at " + location + " are damaged: " + what, cause);
    }

    private static DamagedStateException damaged(Entry entry, String location, String what, @Nullable Throwable cause) {
        String name = String.join(
                "/", entry.key().names().subList(1, entry.key().names().size()));
        return new DamagedStateException(
                "state '" + name + "' of election '" + entry.key().scope().name() + "' cannot be read: " + what
                        + ". Nothing of it was handed on; the other states stay readable. Bring the bytes back from a copy of"
                        + " the storage, or write or remove this state (pointer '" + entry.key() + "').",
                entry.key().toString(),
                location,
                cause);
    }
}
