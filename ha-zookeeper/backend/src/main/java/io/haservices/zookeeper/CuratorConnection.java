package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.curator.CuratorZookeeperClient;
import io.haservices.shaded.org.apache.curator.ensemble.fixed.FixedEnsembleProvider;
import io.haservices.shaded.org.apache.zookeeper.Watcher;
import io.haservices.shaded.org.apache.zookeeper.ZooKeeper;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Curator's client: makes the handles, logs each in, and replaces one whose session expired. What may block there runs on a thread
 * of its own.
 */
final class CuratorConnection {
    private static final Logger LOG = LoggerFactory.getLogger(CuratorConnection.class);
    private final CuratorZookeeperClient client;
    private final HandleFactory factory;
    private final ExecutorService executor;
    /** From then on no handle is made: Curator would begin anew after it was closed. */
    private volatile boolean over;

    CuratorConnection(ZooKeeperSettings settings, HandleFactory factory, Backoff backoff, ExecutorService executor) {
        this.factory = factory;
        this.executor = executor;
        Watcher none = event -> {};
        client = new CuratorZookeeperClient(
                this::make,
                new FixedEnsembleProvider(settings.quorum()),
                millis(settings.sessionTimeout()),
                Math.min(millis(settings.connectionTimeout()), millis(settings.sessionTimeout())),
                none,
                backoff.policy(),
                false);
    }

    /** Asks for the first handle; does not wait. */
    void start() {
        run("start", client::start);
    }

    /** Ends the session of this handle and asks for a new one, unless Curator did so already; does not wait. */
    void replace(Handle handle) {
        replace(handle, () -> {});
    }

    /** As {@link #replace(Handle)}, and does something before that may block. */
    void replace(Handle handle, Runnable before) {
        run("reset", () -> {
            if (factory.isLatest(handle)) {
                before.run();
                client.reset();
            }
        });
    }

    /** Asks for a handle where making one has failed; does not wait. */
    void retry() {
        run("retry", client::getZooKeeper);
    }

    /** Stops trying to connect, for good; does not wait. */
    void giveUp() {
        over = true;
        execute("close", client::close);
    }

    /** Lets a handle look for its next connection among these servers, unless it has one by then; does not wait. */
    void useServers(Handle handle, String servers, BooleanSupplier isConnected) {
        run("tell the servers to", () -> {
            if (!isConnected.getAsBoolean()) {
                handle.useServers(servers);
            }
        });
    }

    /** Ends the session; waits for the servers' answer, but no longer than this. */
    void close(Duration atMost) {
        over = true;
        try {
            Future<?> closing = executor.submit(() -> client.close());
            closing.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "ZooKeeper did not answer within {} ms that the session is closed; it will expire",
                    atMost.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RejectedExecutionException e) {
            LOG.debug("Closing the ZooKeeper client failed; the session will expire", e);
        }
    }

    private ZooKeeper make(String servers, int sessionTimeoutMillis, Watcher curator, boolean mayBeReadOnly)
            throws Exception {
        if (over) {
            throw new IllegalStateException("the client is closed");
        }
        return factory.make(servers, sessionTimeoutMillis, curator, mayBeReadOnly);
    }

    /** Nothing once it is over. */
    private void run(String what, Action action) {
        execute(what, () -> {
            if (!over) {
                action.run();
            }
        });
    }

    private void execute(String what, Action action) {
        try {
            executor.execute(() -> {
                try {
                    action.run();
                } catch (Exception e) {
                    if (over) {
                        LOG.debug("The client was closed while Curator was to {} it", what, e);
                    } else {
                        LOG.warn("Curator could not {} the ZooKeeper client; it will be tried again", what, e);
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The client is closed; no {}", what);
        }
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    private interface Action {
        void run() throws Exception;
    }
}
