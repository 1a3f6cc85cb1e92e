package io.haservices.core.cleanup;

import io.haservices.check.CheckOptions;
import io.haservices.check.Finding;
import io.haservices.check.OriginFinding;
import io.haservices.check.Treatment;
import io.haservices.core.records.Layout;
import io.haservices.core.records.QuarantineRecord;
import io.haservices.core.records.Records;
import io.haservices.core.records.StoredBlob;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.errors.MissingBlobException;
import io.haservices.errors.StorageException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Says what an inventory holds. */
final class FoundWords {
    private final Layout layout;
    private final Storage storage;
    private final Inventory found;

    FoundWords(Layout layout, Storage storage, Inventory found) {
        this.layout = layout;
        this.storage = storage;
        this.found = found;
    }

    List<Finding> garbage() {
        return found.garbage().stream()
                .map(blob -> finding(
                        Finding.Kind.GARBAGE,
                        Treatment.LEFT,
                        blob.blob(),
                        "term " + blob.epoch() + " is over, and no pointer names it"))
                .toList();
    }

    List<Finding> incomplete() {
        return found.writes().garbage().stream()
                .map(write -> finding(
                        Finding.Kind.INCOMPLETE,
                        Treatment.LEFT,
                        write.blob(),
                        "a write of a term that is over has not ended (" + write.id() + ")"))
                .toList();
    }

    /** What nobody touches. */
    List<Finding> untouched() {
        List<Finding> all = new ArrayList<>();
        for (StoredBlob blob : found.later()) {
            all.add(finding(
                    Finding.Kind.LATER_TERM,
                    Treatment.LEFT,
                    blob.blob(),
                    "it is of term " + blob.epoch()
                            + ", which has not begun yet: the coordination service was put back to an"
                            + " earlier state. It may hold what was saved since; look at it before you delete it"));
        }
        for (BlobName name : found.unknown()) {
            all.add(finding(Finding.Kind.UNKNOWN_NAME, Treatment.LEFT, name, UNKNOWN));
        }
        for (IncompleteWrite write : found.writes().unknown()) {
            all.add(finding(
                    Finding.Kind.UNKNOWN_NAME,
                    Treatment.LEFT,
                    write.blob(),
                    UNKNOWN + "; a write of it has not ended (" + write.id() + ")"));
        }
        for (StoredBlob blob : found.held()) {
            all.add(finding(
                    Finding.Kind.QUARANTINED,
                    Treatment.KEPT,
                    blob.blob(),
                    "no pointer names it, but the bytes or the pointer of '"
                            + state(blob.pointer().names())
                            + "' are damaged, missing or in quarantine: it may be the last trace of them"));
        }
        return all;
    }

    private static final String UNKNOWN =
            "this is no name that election data have: of a newer version, or of a cluster whose id begins as this one's";

    Finding quarantined(Entry entry) {
        String blob = "";
        String reason = "its record cannot be read";
        try {
            QuarantineRecord record = Records.decode(entry, QuarantineRecord.class);
            blob = record.blob().isEmpty()
                    ? ""
                    : storage.location(new BlobName(record.blob())).toString();
            reason = record.reason() + ", moved in term " + record.epoch();
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            reason = reason + ": " + e.getMessage();
        }
        return new Finding(
                Finding.Kind.QUARANTINED,
                Treatment.KEPT,
                entry.key().toString(),
                blob,
                "the pointer of '" + state(entry.key().names()) + "': " + reason);
    }

    private static String state(List<String> names) {
        return String.join("/", names.subList(1, Math.min(3, names.size())));
    }

    List<OriginFinding> origins(CheckOptions options) {
        Set<String> origins = new TreeSet<>(found.others().keySet());
        origins.addAll(found.writes().others().keySet());
        return origins.stream().map(origin -> origin(origin, options)).toList();
    }

    private OriginFinding origin(String origin, CheckOptions options) {
        List<Inventory.Other> blobs = found.others().getOrDefault(origin, List.of());
        boolean measured = options.readBytes()
                && options.otherOrigin().filter(origin::equals).isPresent();
        return new OriginFinding(
                origin,
                Treatment.LEFT,
                blobs.size(),
                measured
                        ? OptionalLong.of(blobs.stream().mapToLong(this::length).sum())
                        : OptionalLong.empty(),
                blobs.stream().mapToLong(other -> other.blob().epoch()).min().orElse(0),
                blobs.stream().mapToLong(other -> other.blob().epoch()).max().orElse(0),
                found.writes().others().getOrDefault(origin, List.of()).size(),
                (int) blobs.stream().filter(Inventory.Other::named).count(),
                found.term().isEmpty()
                        ? "there is no epoch entry here: this coordination service never led the election, or was wiped. The"
                                + " epochs in these names are what the next term begins above"
                        : "written by another coordination service, or by this one before it was wiped. When you are sure that"
                                + " nobody needs them: ha fsck --election " + layout.election() + " --origin " + origin
                                + " --repair");
    }

    private long length(Inventory.Other other) {
        try (InputStream bytes = storage.open(other.blob().blob())) {
            return bytes.transferTo(OutputStream.nullOutputStream());
        } catch (MissingBlobException e) {
            return 0;
        } catch (IOException e) {
            throw new StorageException(
                    "reading " + storage.location(other.blob().blob()) + " failed: " + e.getMessage(), e);
        }
    }

    private Finding finding(Finding.Kind kind, Treatment treatment, BlobName blob, String detail) {
        return new Finding(kind, treatment, blob.path(), storage.location(blob).toString(), detail);
    }
}
