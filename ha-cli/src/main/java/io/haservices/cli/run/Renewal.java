package io.haservices.cli.run;

import io.haservices.EndReason;
import io.haservices.Leadership;
import io.haservices.cli.guard.GuardedCommand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Carries the deadline of a leadership over to the guard, again and again while it lasts. */
final class Renewal implements AutoCloseable {
    private static final int MOST_LOOKS = 100;

    private final Duration period;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ha-run-renewal");
        thread.setDaemon(true);
        return thread;
    });

    /** Starts no thread yet. */
    Renewal(Duration period) {
        this.period = period;
    }

    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** As a reading of the monotonic clock. The moment is read first, so that the sum is never later than the true deadline. */
    static long deadline(Leadership leadership) {
        long now = System.nanoTime();
        return now + leadership.validFor().toNanos();
    }

    void begin(Leadership leadership, GuardedCommand guarded) {
        Future<?> unused = scheduler.scheduleWithFixedDelay(
                () -> {
                    if (leadership.ended().isEmpty()) {
                        guarded.extend(deadline(leadership));
                    }
                },
                period.toNanos(),
                period.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /**
     * Waits until leadership is valid for longer than this, and says whether it is. Right after winning the deadline may still be
     * that of an older heartbeat; the next one comes soon.
     */
    boolean awaitValidFor(Leadership leadership, Duration needed) {
        CompletableFuture<EndReason> end = leadership.whenEnded().toCompletableFuture();
        for (int i = 0; i < MOST_LOOKS && !end.isDone(); i++) {
            if (leadership.validFor().compareTo(needed) > 0) {
                return true;
            }
            try {
                end.get(period.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // Look again.
            } catch (ExecutionException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /** Renews no more. */
    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
