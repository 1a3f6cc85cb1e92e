package io.haservices.core.election;

import io.haservices.core.records.ControlRecord;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Stages;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the entries that every term change guards on. When the epoch entry is absent although blobs of the election exist
 * (the ensemble was wiped), epochs go on above the highest one found there, so that they never repeat (LE-01).
 */
public final class ScopePreparation {
    private static final Logger LOG = LoggerFactory.getLogger(ScopePreparation.class);

    private final Layout layout;
    private final Coordination coordination;
    private final Storage storage;
    private final CoreRuntime runtime;

    /** For one election. */
    public ScopePreparation(Layout layout, Coordination coordination, Storage storage, CoreRuntime runtime) {
        this.layout = layout;
        this.coordination = coordination;
        this.storage = storage;
        this.runtime = runtime;
    }

    /** Completes when the entries are there, whoever created them; fails when that could not be found out. */
    public CompletionStage<Void> prepare() {
        return coordination
                .get(layout.epoch())
                .thenCompose(
                        epoch -> coordination.get(layout.control()).thenCompose(control -> create(epoch, control)));
    }

    private CompletionStage<Void> create(Optional<Entry> epoch, Optional<Entry> control) {
        if (epoch.isPresent() && control.isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<Long> start = epoch.isPresent()
                ? CompletableFuture.completedFuture(0L)
                : CompletableFuture.supplyAsync(this::highestEpochOfBlobs, runtime.io());
        return start.thenCompose(highest -> {
            List<Operation> operations = new ArrayList<>();
            if (epoch.isEmpty()) {
                EpochRecord first = new EpochRecord(
                        highest, runtime.ids().get(), runtime.ids().get(), "");
                operations.add(new Operation.Create(layout.epoch(), Records.encode(first)));
            }
            if (control.isEmpty()) {
                operations.add(new Operation.Create(layout.control(), Records.encode(ControlRecord.NONE)));
            }
            return coordination.commit(layout.scope(), List.of(), operations).thenCompose(this::settle);
        });
    }

    private CompletionStage<Void> settle(Commit answer) {
        if (answer instanceof Commit.NotApplied refused) {
            return Stages.failed(refused.cause());
        }
        if (answer instanceof Commit.Unknown unknown) {
            // Creating is safe to repeat: the next attempt reads again.
            return Stages.failed(unknown.cause());
        }
        return answer instanceof Commit.GuardFailed ? prepare() : CompletableFuture.completedFuture(null);
    }

    private long highestEpochOfBlobs() {
        long highest = 0;
        List<BlobName> blobs = storage.list(layout.blobs());
        for (BlobName blob : blobs) {
            highest = Math.max(highest, epochOf(blob));
        }
        if (highest > 0) {
            LOG.warn(
                    "election '{}' has no epoch entry, but {} blobs of it lie beneath {}: the coordination service was wiped"
                            + " or exchanged. Epochs go on above {}, the highest found; those blobs are left alone.",
                    layout.election(),
                    blobs.size(),
                    storage.root(),
                    highest);
        }
        return highest;
    }

    private static long epochOf(BlobName blob) {
        String last = blob.path().substring(blob.path().lastIndexOf('/') + 1);
        int dash = last.indexOf('-');
        try {
            return dash < 0 ? 0 : Long.parseLong(last.substring(0, dash));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
