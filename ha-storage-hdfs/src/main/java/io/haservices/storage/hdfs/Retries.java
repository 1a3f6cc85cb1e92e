package io.haservices.storage.hdfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what failed because no NameNode served: without an HA nameservice Hadoop's client gives up at once when the NameNode
 * is restarted. What is repeated must bear it.
 */
final class Retries {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A NameNode that has just started may serve before its DataNodes have told it that they have space; or there is none. */
    private static final Duration PLACEMENT = Duration.ofSeconds(10);

    private final HdfsClient client;
    private final Duration timeout;
    private final Reasons reasons;

    Retries(HdfsClient client, Duration timeout, Reasons reasons) {
        this.client = client;
        this.timeout = timeout;
        this.reasons = reasons;
    }

    <T> T run(HdfsClient.Call<T> call) throws IOException {
        long begin = System.nanoTime();
        long unplacedSince = 0;
        boolean renewed = false;
        for (long pause = FIRST_PAUSE.toNanos(); ; pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos())) {
            try {
                return client.call(call);
            } catch (IOException e) {
                if (Failures.isOfLogin(e) && !renewed) {
                    renewed = true;
                    if (client.hasAnswered() && renewLogin(e)) {
                        continue;
                    }
                }
                long now = System.nanoTime();
                long left = timeout.toNanos() - (now - begin);
                boolean unplaced = Failures.isOfPlacement(e);
                // From the first such failure: a large write may last longer before a NameNode restarts beneath it.
                if (unplaced && unplacedSince == 0) {
                    unplacedSince = now;
                }
                boolean passes = passes(e) || (unplaced && now - unplacedSince < PLACEMENT.toNanos());
                if (!passes || left <= pause) {
                    throw e;
                }
                if (pause == FIRST_PAUSE.toNanos()) {
                    LOG.warn(
                            "HDFS {}: {} Trying again for up to {} s.",
                            reasons.where(),
                            reasons.of(e),
                            TimeUnit.NANOSECONDS.toSeconds(left));
                }
                pause(pause);
            }
        }
    }

    /** A host that was known once and is not now is an outage of DNS; one that never was is a mistake. */
    private boolean passes(IOException e) {
        return Failures.isRefusedForNow(e)
                || (Failures.isOfConnection(e) && !Failures.isOfLogin(e))
                || (Failures.isUnknownHost(e) && client.hasAnswered());
    }

    /** The reason why there is no new ticket says more than that the old one was refused. */
    private boolean renewLogin(IOException failure) throws IOException {
        try {
            return PluginClassLoader.call(client.login()::renew);
        } catch (IOException e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private static void pause(long nanos) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(nanos / 2, nanos) + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
