package io.haservices.testkit.servers.s3;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The faults that are still to come, by operation. */
final class Faults {
    /** Who hangs is let go then, even if nobody heals. */
    private static final long LONGEST_MINUTES = 10;

    private final Map<String, Queue<Fault>> queues = new HashMap<>();
    private CountDownLatch healed = new CountDownLatch(1);

    synchronized void add(String operation, int times, Fault fault) {
        Queue<Fault> queue = queues.computeIfAbsent(operation, any -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    synchronized @Nullable Fault next(String operation) {
        Queue<Fault> queue = queues.get(operation);
        return queue == null ? null : queue.poll();
    }

    synchronized void clear() {
        queues.clear();
        healed.countDown();
        healed = new CountDownLatch(1);
    }

    void awaitHealing() {
        try {
            if (!latch().await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("hung for " + LONGEST_MINUTES + " minutes and was not healed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CountDownLatch latch() {
        return healed;
    }
}
