package io.haservices.core.service;

import io.haservices.core.runtime.Stages;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Waits for the first session, or for the reason why there will be none. */
final class Connecting {
    private final Coordination coordination;
    private final Duration limit;

    Connecting(Coordination coordination, Duration limit) {
        this.coordination = coordination;
        this.limit = limit;
    }

    void await() {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        Registration registration = coordination.onSession(session -> {
            if (session.state() == Session.State.ACTIVE) {
                connected.complete(null);
            }
        });
        try (registration) {
            // A read says more than the session: a refused login fails it at once.
            coordination.scopes().whenComplete((scopes, failure) -> {
                if (failure == null) {
                    connected.complete(null);
                } else if (Stages.unwrap(failure) instanceof NotAuthorizedException refused) {
                    connected.completeExceptionally(refused);
                }
            });
            connected.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnavailableException("the coordination service was not reached within " + limit.toMillis()
                    + " ms: " + description() + ". Check its addresses and that it runs.");
        } catch (ExecutionException e) {
            throw Stages.asHaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for the coordination service", e);
        }
    }

    private String description() {
        return coordination.describe().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
