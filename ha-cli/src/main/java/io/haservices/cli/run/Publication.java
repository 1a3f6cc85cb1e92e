package io.haservices.cli.run;

import io.haservices.Leadership;
import io.haservices.errors.LeadershipLostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Publishes the addresses, again and again while the term lasts, until the servers have said yes. */
final class Publication {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Leadership leadership;
    private final Map<String, String> addresses;
    private final ScheduledExecutorService scheduler;
    private final Runnable published;
    private final Consumer<Throwable> failed;
    private boolean told;

    /** @param failed is told of the first failure only */
    Publication(
            Leadership leadership,
            Map<String, String> addresses,
            ScheduledExecutorService scheduler,
            Runnable published,
            Consumer<Throwable> failed) {
        this.leadership = leadership;
        this.addresses = addresses;
        this.scheduler = scheduler;
        this.published = published;
        this.failed = failed;
    }

    void begin() {
        leadership.publishAsync(addresses).whenComplete((done, error) -> {
            if (error == null) {
                published.run();
                return;
            }
            Throwable why = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            if (!(why instanceof LeadershipLostException) && leadership.ended().isEmpty() && !scheduler.isShutdown()) {
                tellOnce(why);
                Future<?> unused = scheduler.schedule(this::begin, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    // One attempt follows another, so no two of them are here at once.
    private void tellOnce(Throwable error) {
        if (!told) {
            told = true;
            failed.accept(error);
        }
    }
}
