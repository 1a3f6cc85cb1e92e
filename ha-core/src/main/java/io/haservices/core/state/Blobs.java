package io.haservices.core.state;

import io.haservices.spi.storage.BlobName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes bytes that no pointer can name any more. A failure leaves an orphan and is no failure of the write. */
final class Blobs {
    private static final Logger LOG = LoggerFactory.getLogger(Blobs.class);

    private Blobs() {}

    static CompletionStage<Void> discard(StoreContext context, String blob) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            context.runtime().io().execute(() -> {
                try {
                    delete(context, blob);
                } finally {
                    done.complete(null);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("blob {} stays behind as an orphan: this client was closed", blob);
            done.complete(null);
        }
        return done;
    }

    private static void delete(StoreContext context, String blob) {
        try {
            context.storage().delete(List.of(new BlobName(blob)));
        } catch (RuntimeException e) {
            LOG.warn("blob {} stays behind as an orphan: {}", blob, e.getMessage());
        }
    }
}
