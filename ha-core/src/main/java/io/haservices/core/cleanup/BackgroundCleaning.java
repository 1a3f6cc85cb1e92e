package io.haservices.core.cleanup;

import io.haservices.HighAvailabilityOptions;
import io.haservices.config.Configuration;
import io.haservices.core.records.Layout;
import io.haservices.core.records.StoredBlob;
import io.haservices.core.runtime.CoreRuntime;
import io.haservices.core.runtime.EventLoop;
import io.haservices.core.runtime.Gate;
import io.haservices.core.runtime.Stages;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.storage.Storage;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes, for as long as one term lasts, what crashes in older ones have left in the storage (SS-15). It needs no fence: what it
 * deletes is garbage whoever leads. It stops with its term only so that it is not done twice.
 */
public final class BackgroundCleaning {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundCleaning.class);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String election;
    private final Survey survey;
    private final Storage storage;
    private final CoreRuntime runtime;
    private final Gate gate;
    private final Duration delay;
    private final Duration interval;
    private final Deletions deletions;
    private EventLoop.@Nullable Cancellable next;
    private boolean ended;

    /** {@code gate} is shared by all elections of this process; {@code leads} tells whether the term is still valid. */
    public BackgroundCleaning(
            Layout layout,
            Configuration configuration,
            Coordination coordination,
            Storage storage,
            CoreRuntime runtime,
            Gate gate,
            BooleanSupplier leads) {
        this.election = layout.election();
        this.survey = new Survey(layout, coordination, storage, runtime);
        this.storage = storage;
        this.runtime = runtime;
        this.gate = gate;
        this.delay = configuration.get(HighAvailabilityOptions.CLEANUP_DELAY);
        this.interval = configuration.get(HighAvailabilityOptions.CLEANUP_INTERVAL);
        this.deletions = new Deletions(
                runtime,
                configuration.get(HighAvailabilityOptions.CLEANUP_RATE),
                SECOND,
                () -> !hasEnded() && leads.getAsBoolean());
    }

    /** The leader has recovered. */
    public void begin() {
        if (!interval.isZero() && !interval.isNegative()) {
            later(delay);
        }
    }

    /** The term is over. */
    public synchronized void end() {
        ended = true;
        if (next != null) {
            next.cancel();
        }
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized void later(Duration wait) {
        if (!ended) {
            next = runtime.loop().schedule(wait, this::pass);
        }
    }

    private void pass() {
        gate.pass(this::cleanIfLeading).whenComplete((nothing, failure) -> {
            if (failure != null && !hasEnded()) {
                LOG.warn(
                        "election '{}': cleaning up in the storage failed, trying again in {} s: {}",
                        election,
                        interval.toSeconds(),
                        Stages.unwrap(failure).getMessage());
            }
            later(interval);
        });
    }

    private CompletionStage<Void> cleanIfLeading() {
        return deletions.mayGoOn().getAsBoolean() ? clean() : CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> clean() {
        return survey.ofOurs().thenCompose(found -> {
            IntConsumer untold = count -> {};
            return deletions
                    .delete(found.garbage(), this::delete, untold)
                    .thenCompose(blobs -> deletions
                            .delete(found.writes().garbage(), storage::discard, untold)
                            .thenAccept(writes -> report(found, blobs, writes)));
        });
    }

    private void report(Inventory found, int blobs, int writes) {
        if (blobs + writes > 0) {
            LOG.info(
                    "election '{}': {} blobs and {} incomplete writes that older terms left behind were removed",
                    election,
                    blobs,
                    writes);
        } else {
            LOG.debug(
                    "election '{}': nothing to clean up beside {} states",
                    election,
                    found.pointers().size());
        }
    }

    private void delete(Collection<StoredBlob> blobs) {
        storage.delete(blobs.stream().map(StoredBlob::blob).toList());
    }
}
