package io.haservices.cli.cluster;

import io.haservices.HighAvailabilityServices;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Closes services without making a command that has its answer wait for a service that is gone. */
final class Closing {
    private Closing() {}

    static void within(Duration limit, HighAvailabilityServices services) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        services.close();
                        closed.complete(null);
                    } catch (RuntimeException | Error e) {
                        closed.completeExceptionally(e);
                    }
                },
                "ha-close");
        thread.setDaemon(true);
        thread.start();
        try {
            closed.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException unclosed) {
            // The session ends by itself when this process is gone; the answer of the command stands.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
