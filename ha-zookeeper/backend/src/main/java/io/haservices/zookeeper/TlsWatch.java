package io.haservices.zookeeper;

import io.haservices.errors.HaException;
import io.haservices.errors.NotAuthorizedException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether TLS is why there is no connection, and says so. If no server can ever be connected to as things are, and none
 * ever was, that is the end; once there was a connection it is not, for a certificate that was renewed badly can be renewed again. On the
 * loop.
 */
final class TlsWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TlsWatch.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

    private final Loop loop;
    private final TlsSettings settings;
    private final String quorum;
    private final Duration connectionTimeout;
    private final Outcome outcome;
    private final ExecutorService threads;
    private boolean wasConnected;
    private boolean searching;
    private boolean ended;
    private int search;
    private String told = "";
    private Loop.@Nullable Timer timer;

    TlsWatch(Loop loop, ZooKeeperSettings settings, Outcome outcome) {
        this.loop = loop;
        this.settings = settings.tls();
        this.quorum = settings.quorum();
        this.connectionTimeout = settings.connectionTimeout();
        this.outcome = outcome;
        threads = Executors.newCachedThreadPool(Threads.named("ha-zookeeper-" + settings.clusterName() + "-tls"));
    }

    /** Who has to know; called on the loop. */
    interface Outcome {
        /** Why there is no connection; empty when that is not known or over. */
        void explain(String why);

        /** There will never be one. */
        void hopeless(HaException cause);
    }

    /** There is no connection, and one is being tried. */
    void unconnected() {
        if (settings.enabled() && !searching && !ended) {
            searching = true;
            search++;
            lookAfter(shorter(SECOND, connectionTimeout.dividedBy(4)));
        }
    }

    void connected() {
        wasConnected = true;
        halt();
        if (!told.isEmpty()) {
            told = "";
            outcome.explain("");
        }
    }

    /** Nobody has to know anything any more. */
    void end() {
        ended = true;
        halt();
    }

    /** Also stops what is under way. */
    void close() {
        threads.shutdownNow();
    }

    private void halt() {
        searching = false;
        search++;
        Loop.Timer.stop(timer);
    }

    private void lookAfter(Duration pause) {
        int current = search;
        timer = loop.schedule(() -> look(current), pause.toNanos());
    }

    private void look(int current) {
        if (current != search) {
            return;
        }
        TlsRound round =
                new TlsRound(settings, quorum, shorter(LONGEST_ROUND, connectionTimeout.dividedBy(2)), threads);
        try {
            threads.execute(() -> {
                try {
                    TlsConclusion conclusion = round.ask();
                    loop.execute(() -> conclude(current, conclusion));
                } catch (InterruptedException | RejectedExecutionException e) {
                    LOG.debug("The client is closed; no verdict about TLS");
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The client is closed; no look at TLS");
        }
    }

    private void conclude(int current, TlsConclusion conclusion) {
        if (current != search) {
            return;
        }
        LOG.debug("Asked the servers for TLS: {}", conclusion.findings());
        String text = conclusion.isTroubling() ? conclusion.text() : "";
        if (conclusion.isHopeless() && !wasConnected) {
            // Every request and every watch fails with it.
            LOG.info("There can be no encrypted connection to ZooKeeper; it is given up. {}", text);
            end();
            outcome.hopeless(new NotAuthorizedException("No encrypted connection to ZooKeeper is possible. " + text));
            return;
        }
        if (!text.equals(told)) {
            if (!text.isEmpty()) {
                LOG.warn("There is no encrypted connection to ZooKeeper. {}", text);
            }
            told = text;
            outcome.explain(text);
        }
        lookAfter(connectionTimeout.dividedBy(3).compareTo(SECOND) > 0 ? connectionTimeout.dividedBy(3) : SECOND);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
