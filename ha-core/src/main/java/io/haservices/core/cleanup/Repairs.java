package io.haservices.core.cleanup;

import io.haservices.check.CheckOptions;
import io.haservices.check.CheckProgress;
import io.haservices.check.Finding;
import io.haservices.check.OriginFinding;
import io.haservices.check.Treatment;
import io.haservices.core.records.Layout;
import io.haservices.core.records.StoredBlob;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Lanes;
import io.haservices.core.runtime.Stages;
import io.haservices.core.state.Quarantine;
import io.haservices.errors.StorageException;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.spi.storage.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Does about findings what the options allow. */
final class Repairs {
    /** Is told how far removing has come. */
    interface Progress {
        void tell(CheckProgress.Step step, int done, int total);
    }

    /** What has become of everything. */
    record Treated(List<Finding> findings, List<OriginFinding> origins) {}

    private final Layout layout;
    private final Storage storage;
    private final Deletions deletions;
    private final Quarantine quarantine;
    private final Progress progress;

    Repairs(Layout layout, Storage storage, CoreRuntime runtime, Quarantine quarantine, Progress progress) {
        this.layout = layout;
        this.storage = storage;
        this.deletions = Deletions.atOnce(runtime);
        this.quarantine = quarantine;
        this.progress = progress;
    }

    CompletionStage<Treated> apply(
            CheckOptions options, Inventory found, FoundWords words, List<Finding> seen, List<OriginFinding> origins) {
        List<Finding> untouched = words.untouched();
        if (!options.repair()) {
            List<Finding> all = new ArrayList<>(seen);
            found.quarantine().forEach(entry -> all.add(words.quarantined(entry)));
            all.addAll(words.garbage());
            all.addAll(words.incomplete());
            all.addAll(untouched);
            return CompletableFuture.completedFuture(new Treated(all, origins));
        }
        List<Finding> all = new ArrayList<>();
        return moved(found, seen)
                .thenAccept(all::addAll)
                .thenCompose(nothing -> records(options, found, words))
                .thenAccept(all::addAll)
                .thenCompose(nothing -> removed(words.garbage(), names(found.garbage()), storage::delete))
                .thenAccept(all::addAll)
                .thenCompose(
                        nothing -> removed(words.incomplete(), found.writes().garbage(), storage::discard))
                .thenAccept(all::addAll)
                .thenCompose(nothing -> origins(options, found, origins))
                .thenApply(treated -> {
                    all.addAll(untouched);
                    return new Treated(all, treated);
                });
    }

    private CompletionStage<List<Finding>> moved(Inventory found, List<Finding> seen) {
        Map<String, Entry> pointers = found.pointers().stream()
                .collect(Collectors.toMap(entry -> entry.key().toString(), Function.identity()));
        if (looksAbsent(found, seen)) {
            return CompletableFuture.completedFuture(seen.stream()
                    .map(
                            finding -> finding.leftBecause(
                                    finding.detail() + " Not repaired: not a single blob that a pointer of"
                                            + " this election names is there. Look whether this is the right storage, and mounted."))
                    .toList());
        }
        return oneByOne(seen, finding -> switch (finding.kind()) {
            case MISSING_BYTES, DAMAGED_BYTES, DAMAGED_POINTER ->
                found.removed() || found.term().isEmpty()
                        ? left(
                                finding,
                                "the election does not run: it was removed, or has no epoch entry. Start it first")
                        : quarantine.move(Objects.requireNonNull(pointers.get(finding.subject())), finding);
            default -> CompletableFuture.completedFuture(Optional.of(finding));
        });
    }

    /** A storage that is not mounted looks like one in which everything is missing. One blob may well be missing alone. */
    private static boolean looksAbsent(Inventory found, List<Finding> seen) {
        long missing = seen.stream()
                .filter(finding -> finding.kind() == Finding.Kind.MISSING_BYTES)
                .count();
        return missing > 1 && missing == found.pointers().size();
    }

    private CompletionStage<List<Finding>> records(CheckOptions options, Inventory found, FoundWords words) {
        if (!options.purgeQuarantine() || found.removed() || found.term().isEmpty()) {
            return CompletableFuture.completedFuture(
                    found.quarantine().stream().map(words::quarantined).toList());
        }
        return oneByOne(found.quarantine(), entry -> quarantine.end(entry, words.quarantined(entry)));
    }

    private static <T> CompletionStage<List<Finding>> oneByOne(
            List<T> items, Function<T, CompletionStage<Optional<Finding>>> repair) {
        List<Finding> results = new ArrayList<>();
        return Lanes.forEach(items, 1, item -> repair.apply(item).thenAccept(result -> result.ifPresent(results::add)))
                .thenApply(nothing -> results);
    }

    private static CompletionStage<Optional<Finding>> left(Finding finding, String reason) {
        return CompletableFuture.completedFuture(
                Optional.of(finding.leftBecause(finding.detail() + " Not repaired: " + reason)));
    }

    private <T> CompletionStage<List<Finding>> removed(
            List<Finding> findings, List<T> items, Consumer<Collection<T>> deletion) {
        return Stages.recover(
                delete(items, deletion)
                        .thenApply(count -> findings.stream()
                                .map(finding -> finding.treated(Treatment.REMOVED))
                                .toList()),
                failure -> failure instanceof StorageException refused
                        ? CompletableFuture.completedFuture(findings.stream()
                                .map(finding -> finding.leftBecause(
                                        finding.detail() + ". Removing failed: " + refused.getMessage()))
                                .toList())
                        : Stages.failed(failure));
    }

    private <T> CompletionStage<Integer> delete(List<T> items, Consumer<Collection<T>> deletion) {
        if (!items.isEmpty()) {
            progress.tell(CheckProgress.Step.REMOVING, 0, items.size());
        }
        return deletions.delete(
                items, deletion, count -> progress.tell(CheckProgress.Step.REMOVING, count, items.size()));
    }

    private CompletionStage<List<OriginFinding>> origins(
            CheckOptions options, Inventory found, List<OriginFinding> origins) {
        List<OriginFinding> results = new ArrayList<>();
        return Lanes.forEach(
                        origins, 1, origin -> origin(options, found, origin).thenAccept(results::add))
                .thenApply(nothing -> results);
    }

    private CompletionStage<OriginFinding> origin(CheckOptions options, Inventory found, OriginFinding origin) {
        if (options.otherOrigin().filter(origin.origin()::equals).isEmpty()) {
            return CompletableFuture.completedFuture(origin);
        }
        if (found.term().isEmpty()) {
            return CompletableFuture.completedFuture(origin.treated(
                    Treatment.LEFT,
                    origin.detail() + ". Not removed: start election '" + layout.election()
                            + "' once, then repeat this"));
        }
        List<BlobName> blobs = found.others().getOrDefault(origin.origin(), List.of()).stream()
                .filter(other -> !other.named())
                .map(other -> other.blob().blob())
                .toList();
        List<IncompleteWrite> writes = found.writes().others().getOrDefault(origin.origin(), List.of());
        return Stages.recover(
                delete(blobs, storage::delete)
                        .thenCompose(count -> delete(writes, storage::discard))
                        .thenApply(count -> origin.named() == 0
                                ? origin.treated(Treatment.REMOVED, "removed")
                                : origin.treated(
                                        Treatment.LEFT,
                                        "removed, but for " + origin.named() + " that pointers of this service name")),
                failure -> failure instanceof StorageException refused
                        ? CompletableFuture.completedFuture(origin.treated(
                                Treatment.LEFT, "removing failed, perhaps in part: " + refused.getMessage()))
                        : Stages.failed(failure));
    }

    private static List<BlobName> names(List<StoredBlob> blobs) {
        return blobs.stream().map(StoredBlob::blob).toList();
    }
}
