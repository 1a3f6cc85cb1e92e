package io.haservices.testkit.proxy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The counters, written by the proxy's thread and read by everybody. */
final class Traffic {
    private final AtomicLong connections = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong toServer = new AtomicLong();
    private final AtomicLong toClient = new AtomicLong();
    private final AtomicLong swallowed = new AtomicLong();

    void accepted() {
        connections.incrementAndGet();
    }

    void open(int now) {
        open.set(now);
    }

    void delivered(Direction direction, int bytes) {
        (direction == Direction.TO_SERVER ? toServer : toClient).addAndGet(bytes);
    }

    void swallowed(int bytes) {
        swallowed.addAndGet(bytes);
    }

    ProxyCounters snapshot() {
        return new ProxyCounters(connections.get(), open.get(), toServer.get(), toClient.get(), swallowed.get());
    }
}
