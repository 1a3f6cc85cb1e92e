package io.haservices.core.cleanup;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds garbage without clocks, while others write (SS-13). A blob is garbage if its origin is the one of the epoch entry, its
 * epoch is lower than the one read <i>before</i> anything was listed, and no pointer names it in a list that was read
 * <i>after</i> the blobs were. Once it is, it stays garbage for ever:
 *
 * <ul>
 *   <li>A blob's name carries the epoch of the fence that it was written under, and a pointer to it is committed only by the write
 *       that made it, under a guard on that very version of the epoch entry: at the first attempt, when the commit is repeated after
 *       a lost answer or a race, and when it is repeated with a mark, which takes a blob of its own. Every version of the epoch entry
 *       has an epoch of its own, and the entry is never deleted. So when a higher epoch was read, every pointer to the blob that
 *       will ever be committed has been.
 *   <li>A client's list is never older than what it has read (CO-01): such a pointer is in the list, unless it has been replaced or
 *       removed since, after which nothing names the blob again.
 *   <li>Nothing else makes pointers. A repair moves one into quarantine, which is listed after the pointers: what has left the
 *       one list before it was read is in the other.
 *   <li>A removed election is no exception: its removal begins a new epoch, so all that it has to remove is of older terms.
 * </ul>
 *
 * <p>An unnamed blob is held nevertheless when it may be the last trace of a state: when the pointer of that state cannot be read,
 * names bytes that are not there, or lies in quarantine. All are held when there are blobs of terms to come: then the coordination
 * service was put back to an earlier state, and its epochs say nothing about age. Without an epoch entry there is no origin of ours, and nothing is garbage.
 */
final class Survey {
    private final Layout layout;
    private final Coordination coordination;
    private final Storage storage;
    private final CoreRuntime runtime;

    Survey(Layout layout, Coordination coordination, Storage storage, CoreRuntime runtime) {
        this.layout = layout;
        this.coordination = coordination;
        this.storage = storage;
        this.runtime = runtime;
    }

    /** All that lies in the storage for this election. */
    CompletionStage<Inventory> ofAll() {
        return epoch().thenCompose(term -> take(term, layout.blobs()));
    }

    /** Only what is of our own origin. */
    CompletionStage<Inventory> ofOurs() {
        return epoch().thenCompose(term ->
                take(term, term.map(record -> layout.blobs(record.origin())).orElseGet(layout::blobs)));
    }

    private record Listed(List<BlobName> blobs, List<IncompleteWrite> incomplete) {}

    private CompletionStage<Inventory> take(Optional<EpochRecord> term, String path) {
        return removed()
                .thenCompose(removed -> CompletableFuture.supplyAsync(
                                () -> new Listed(storage.list(path), storage.incomplete(path)), runtime.io())
                        .thenCompose(listed -> coordination
                                .list(layout.states())
                                .thenCompose(pointers -> coordination
                                        .list(layout.quarantine())
                                        .thenCompose(quarantine -> epoch().thenCompose(after ->
                                                sort(term, after, removed, listed, pointers, quarantine))))));
    }

    private CompletionStage<Inventory> sort(
            Optional<EpochRecord> term,
            Optional<EpochRecord> after,
            boolean removed,
            Listed listed,
            List<Entry> pointers,
            List<Entry> quarantine) {
        long highest = after.map(EpochRecord::epoch).orElse(Long.MAX_VALUE);
        Sorting sorting = new Sorting(layout, term, highest, new Named(layout, pointers, quarantine));
        listed.blobs().forEach(sorting::sort);
        listed.incomplete().forEach(sorting::sort);
        Set<BlobName> seen = new HashSet<>(listed.blobs());
        return CompletableFuture.supplyAsync(
                () -> {
                    sorting.holdWhatMayBeTheLastTrace(blob ->
                            seen.contains(blob) || storage.list(blob.path()).contains(blob));
                    return sorting.result(
                            removed, new ArrayList<>(pointers), new ArrayList<>(quarantine), listed.blobs());
                },
                runtime.io());
    }

    private CompletionStage<Optional<EpochRecord>> epoch() {
        return coordination
                .get(layout.epoch())
                .thenApply(entry -> entry.map(found -> Records.decode(found, EpochRecord.class)));
    }

    private CompletionStage<Boolean> removed() {
        return coordination
                .get(layout.control())
                .thenApply(entry -> entry.map(found ->
                                Records.decode(found, ControlRecord.class).removed())
                        .orElse(false));
    }
}
