package com.example.tiny;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.WatchListener;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks the server over and over for the state of all that is watched, which it answers when there is something new. Whatever is cut on
 * the way, the next answer has the final state (CO-12).
 */
final class Watches {
    private static final int WAIT_MILLIS = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration SOON = Duration.ofMillis(100);

    private final Requests requests;
    private final ScheduledExecutorService timer;
    private final Executor listenerThreads;
    private final String clusterId;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    Watches(Requests requests, ScheduledExecutorService timer, Executor listenerThreads, String clusterId) {
        this.requests = requests;
        this.timer = timer;
        this.listenerThreads = listenerThreads;
        this.clusterId = clusterId;
    }

    Registration add(Prefix prefix, WatchListener listener) {
        Watch watch = new Watch(prefix, listener);
        watches.add(watch);
        // At once, and from then on with all others.
        poll(List.of(watch), false);
        return watch.delivery;
    }

    void start() {
        poll(List.copyOf(watches), true);
    }

    private void poll(List<Watch> asked, boolean forEver) {
        long since = asked.stream().mapToLong(Watch::told).min().orElse(0);
        requests.ask(
                        LIMIT,
                        true,
                        out -> {
                            out.writeUTF(Wire.Request.POLL.name());
                            out.writeUTF(clusterId);
                            out.writeLong(since);
                            out.writeInt(asked.isEmpty() ? 0 : WAIT_MILLIS);
                            Wire.writeList(out, asked, (to, watch) -> {
                                to.writeUTF(watch.prefix.scope().segment());
                                to.writeUTF(watch.prefix.path());
                            });
                        },
                        in -> deliver(in, asked))
                .whenComplete((done, failure) -> next(failure == null && !asked.isEmpty(), forEver));
    }

    private void next(boolean answered, boolean forEver) {
        if (forEver) {
            try {
                long delay = answered ? 0 : SOON.toNanos();
                timer.schedule(() -> poll(List.copyOf(watches), true), delay, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // The client is closed.
            }
        }
    }

    private static boolean deliver(DataInputStream in, List<Watch> asked) throws IOException {
        long revision = in.readLong();
        if (revision > 0) {
            for (Watch watch : asked) {
                watch.arrived(revision, Wire.readList(in, Wire::readEntry));
            }
        }
        return true;
    }

    private final class Watch {
        private final Prefix prefix;
        private final SerialDelivery<List<Entry>> delivery;
        private long told = -1;

        Watch(Prefix prefix, WatchListener listener) {
            this.prefix = prefix;
            delivery = new SerialDelivery<>(listenerThreads, true, listener::onState, () -> watches.remove(this));
        }

        synchronized long told() {
            return told;
        }

        /** Answers may overtake each other; an older one is not told (CO-12). */
        synchronized void arrived(long revision, List<Entry> entries) {
            if (revision > told) {
                told = revision;
                delivery.tell(entries);
            }
        }
    }
}
