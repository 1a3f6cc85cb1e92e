package io.haservices.core.cleanup;

import io.haservices.check.CheckListener;
import io.haservices.check.CheckOptions;
import io.haservices.check.CheckProgress;
import io.haservices.check.CheckReport;
import io.haservices.check.Finding;
import io.haservices.check.OriginFinding;
import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.Lanes;
import io.haservices.core.runtime.Stages;
import io.haservices.core.state.Examination;
import io.haservices.core.state.Fencing;
import io.haservices.core.state.StateStores;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.storage.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One check of one election: surveys, looks at what every pointer names, and repairs what it may. */
public final class StoreCheck {
    private final Layout layout;
    private final Storage storage;
    private final CoreRuntime runtime;
    private final Survey survey;
    private final Examination examination;
    private final Repairs repairs;
    private final int parallelism;
    private final CheckOptions options;
    private final CheckListener listener;
    private final AtomicLong bytes = new AtomicLong();

    /** {@code fencing} is of the operator who asked, and fences what a repair writes; {@code parallelism} is of reading. */
    public StoreCheck(
            Layout layout,
            Coordination coordination,
            Storage storage,
            CoreRuntime runtime,
            StateStores stores,
            Fencing fencing,
            int parallelism,
            CheckOptions options,
            CheckListener listener) {
        this.layout = layout;
        this.storage = storage;
        this.runtime = runtime;
        this.survey = new Survey(layout, coordination, storage, runtime);
        this.examination = stores.examination(layout);
        this.repairs = new Repairs(layout, storage, runtime, stores.quarantine(layout, fencing), this::tell);
        this.parallelism = parallelism;
        this.options = options;
        this.listener = listener;
    }

    /** Fails when service or storage cannot be listed. */
    public CompletionStage<CheckReport> run() {
        tell(CheckProgress.Step.LISTING, 0, 0);
        return survey.ofAll().thenCompose(found -> {
            String origin = found.term().map(EpochRecord::origin).orElse("");
            if (options.otherOrigin().filter(origin::equals).isPresent()) {
                return Stages.failed(new IllegalArgumentException("'" + origin + "' is the current origin of election '"
                        + layout.election() + "': its blobs are in use. Nothing was changed."));
            }
            return examine(found)
                    .thenCompose(seen -> conclude(
                            found.holding(seen.stream().map(Finding::subject).collect(Collectors.toSet())), seen));
        });
    }

    private CompletionStage<List<Finding>> examine(Inventory found) {
        List<Entry> pointers = found.pointers();
        List<Finding> seen = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger done = new AtomicInteger();
        tell(CheckProgress.Step.READING, 0, pointers.size());
        return Lanes.forEach(
                        pointers,
                        parallelism,
                        pointer -> look(pointer, found).thenAccept(result -> {
                            result.finding().ifPresent(seen::add);
                            bytes.addAndGet(result.bytes());
                            tell(CheckProgress.Step.READING, done.incrementAndGet(), pointers.size());
                        }))
                .thenApply(nothing -> seen);
    }

    private CompletionStage<Examination.Seen> look(Entry pointer, Inventory found) {
        return options.readBytes() ? examination.read(pointer) : examination.find(pointer, found.listed()::contains);
    }

    private CompletionStage<CheckReport> conclude(Inventory found, List<Finding> seen) {
        FoundWords words = new FoundWords(layout, storage, found);
        return CompletableFuture.supplyAsync(() -> words.origins(options), runtime.io())
                .thenCompose(origins -> repairs.apply(options, found, words, seen, origins))
                .thenApply(treated -> report(found, treated.findings(), treated.origins()));
    }

    private CheckReport report(Inventory found, List<Finding> findings, List<OriginFinding> origins) {
        return new CheckReport(
                layout.election(),
                found.term().map(EpochRecord::epoch).orElse(0L),
                found.origin(),
                found.removed(),
                found.pointers().size(),
                bytes.get(),
                found.underWay().size(),
                found.writes().underWay().size(),
                findings,
                origins);
    }

    private void tell(CheckProgress.Step step, int done, int total) {
        synchronized (listener) {
            listener.onProgress(new CheckProgress(layout.election(), step, done, total, bytes.get()));
        }
    }
}
