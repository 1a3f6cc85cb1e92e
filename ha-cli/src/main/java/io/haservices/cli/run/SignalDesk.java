package io.haservices.cli.run;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where signals arrive: for the contender that stands, or for the pause between two. */
final class SignalDesk {
    /** Who sends one of these wants no restart. */
    private static final Set<String> ENDING = Set.of("TERM", "INT");

    private final CompletableFuture<Signals.Known> ended = new CompletableFuture<>();
    private @Nullable CommandContender contender;
    private boolean asked;

    synchronized void signal(Signals.Known signal) {
        asked = asked || ENDING.contains(signal.name());
        if (contender == null || !contender.signal(signal)) {
            ended.complete(signal);
        }
    }

    /** Signals go to this one from now on; to nobody, if null. */
    synchronized void attend(@Nullable CommandContender next) {
        contender = next;
        if (next != null && ended.isDone()) {
            next.signal(ended.join());
        }
    }

    /** Whether a signal has ended it all. */
    synchronized boolean isOver() {
        return asked || ended.isDone();
    }

    /** Waits for so long, or for a signal. */
    Optional<Signals.Known> pause(Duration duration) {
        try {
            return Optional.of(ended.get(duration.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
