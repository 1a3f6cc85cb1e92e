package io.haservices.cli.run;

import io.haservices.Leadership;
import io.haservices.errors.LeadershipLostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Publishes the addresses, again and again while the term lasts, until the servers have said yes. */
final class Publication {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Leadership leadership;
    private final Map<String, String> addresses;
    private final ScheduledExecutorService scheduler;
    private final Runnable published;

    Publication(
            Leadership leadership,
            Map<String, String> addresses,
            ScheduledExecutorService scheduler,
            Runnable published) {
        this.leadership = leadership;
        this.addresses = addresses;
        this.scheduler = scheduler;
        this.published = published;
    }

    void begin() {
        leadership.publishAsync(addresses).whenComplete((done, error) -> {
            if (error == null) {
                published.run();
            } else if (!(error instanceof LeadershipLostException)
                    && !(error.getCause() instanceof LeadershipLostException)
                    && leadership.ended().isEmpty()
                    && !scheduler.isShutdown()) {
                Future<?> unused = scheduler.schedule(this::begin, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }
}
