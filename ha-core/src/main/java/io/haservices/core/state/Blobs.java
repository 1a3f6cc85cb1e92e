package io.haservices.core.state;

import io.haservices.errors.HaException;
import io.haservices.spi.storage.BlobName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes bytes that no pointer can name any more. A failure leaves an orphan and is no failure of the write. */
final class Blobs {
    private static final Logger LOG = LoggerFactory.getLogger(Blobs.class);

    private Blobs() {}

    static CompletionStage<Void> discard(StoreContext context, String blob) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        context.storage().delete(List.of(new BlobName(blob)));
                    } catch (HaException | IllegalArgumentException e) {
                        LOG.warn("blob {} stays behind as an orphan: {}", blob, e.getMessage());
                    }
                },
                context.runtime().io());
    }
}
