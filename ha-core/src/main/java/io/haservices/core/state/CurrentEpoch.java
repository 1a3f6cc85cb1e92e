package io.haservices.core.state;

import io.haservices.core.records.EpochRecord;
import io.haservices.core.records.Layout;
import io.haservices.core.records.Records;
import io.haservices.core.runtime.Stages;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads the current epoch for the text of a refusal. */
final class CurrentEpoch {
    private CurrentEpoch() {}

    /** The epoch, or -1 when it cannot be read. */
    static CompletionStage<Long> read(StoreContext context, Layout layout) {
        return Stages.recover(
                context.coordination()
                        .get(layout.epoch())
                        .thenApply(entry -> entry.map(found ->
                                        Records.decode(found, EpochRecord.class).epoch())
                                .orElse(-1L)),
                failure -> CompletableFuture.completedFuture(-1L));
    }
}
