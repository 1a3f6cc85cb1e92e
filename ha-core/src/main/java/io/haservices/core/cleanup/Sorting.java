package io.haservices.core.cleanup;

import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.StoredBlob;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Sorts what was listed, by the rule of {@link Survey}. */
final class Sorting {
    private final Layout layout;
    private final Optional<EpochRecord> term;
    private final long highest;
    private final Named named;
    private final List<StoredBlob> garbage = new ArrayList<>();
    private final List<StoredBlob> held = new ArrayList<>();
    private final List<StoredBlob> underWay = new ArrayList<>();
    private final List<StoredBlob> later = new ArrayList<>();
    private final List<BlobName> unknown = new ArrayList<>();
    private final Map<String, List<Inventory.Other>> others = new TreeMap<>();
    private final Inventory.Writes writes =
            new Inventory.Writes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());

    /**
     * By the term that was read before everything was listed.
     *
     * @param highest the epoch as it was read after everything was listed
     */
    Sorting(Layout layout, Optional<EpochRecord> term, long highest, Named named) {
        this.layout = layout;
        this.term = term;
        this.highest = highest;
        this.named = named;
    }

    void sort(BlobName name) {
        Optional<StoredBlob> understood = StoredBlob.of(layout, name);
        if (understood.isEmpty()) {
            if (!named.names(name)) {
                unknown.add(name);
            }
            return;
        }
        StoredBlob blob = understood.get();
        if (!isOurs(blob)) {
            others.computeIfAbsent(blob.origin(), origin -> new ArrayList<>())
                    .add(new Inventory.Other(blob, named.names(name)));
        } else if (!named.names(name)) {
            unnamed(blob);
        }
    }

    private void unnamed(StoredBlob blob) {
        if (blob.epoch() > highest) {
            later.add(blob);
        } else if (!isOver(blob)) {
            underWay.add(blob);
        } else if (named.holds(blob)) {
            held.add(blob);
        } else {
            garbage.add(blob);
        }
    }

    void sort(IncompleteWrite write) {
        Optional<StoredBlob> understood = StoredBlob.of(layout, write.blob());
        if (understood.isEmpty()) {
            writes.unknown().add(write);
        } else if (!isOurs(understood.get())) {
            writes.others()
                    .computeIfAbsent(understood.get().origin(), origin -> new ArrayList<>())
                    .add(write);
        } else {
            (isOver(understood.get()) ? writes.garbage() : writes.underWay()).add(write);
        }
    }

    private boolean isOurs(StoredBlob blob) {
        return term.filter(now -> now.origin().equals(blob.origin())).isPresent();
    }

    private boolean isOver(StoredBlob blob) {
        return term.filter(now -> blob.epoch() < now.epoch()).isPresent();
    }

    /** {@code isThere} tells of a blob that a pointer names and that was not listed whether it is there nevertheless. */
    void holdWhatMayBeTheLastTrace(Predicate<BlobName> isThere) {
        if (!later.isEmpty()) {
            // Epochs were put back, so what looks old may be newer than the pointers.
            held.addAll(garbage);
            garbage.clear();
            return;
        }
        Map<BlobName, Boolean> answers = new TreeMap<>();
        garbage.removeIf(blob -> {
            boolean sound = named.of(blob.pointer())
                    .map(pointed -> answers.computeIfAbsent(pointed, isThere::test))
                    .orElse(true);
            if (!sound) {
                held.add(blob);
            }
            return !sound;
        });
    }

    Inventory result(boolean removed, List<Entry> pointers, List<Entry> quarantine, List<BlobName> listed) {
        return new Inventory(
                term,
                removed,
                pointers,
                quarantine,
                new HashSet<>(listed),
                garbage,
                held,
                underWay,
                later,
                unknown,
                others,
                writes);
    }
}
