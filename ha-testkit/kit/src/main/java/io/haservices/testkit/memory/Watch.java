package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.WatchListener;
import java.util.List;
import java.util.concurrent.Executor;

/** One watch of one client: tells each state that is newer than the last one (CO-11, CO-12). Guarded by the service's lock. */
class Watch implements Registration {
    private final Prefix prefix;
    private final SerialDelivery<List<Entry>> delivery;
    private volatile boolean closed;
    private long told = -1;

    Watch(Executor executor, Prefix prefix, WatchListener listener) {
        this.prefix = prefix;
        delivery = new SerialDelivery<>(executor, true, listener::onState, () -> closed = true);
    }

    Prefix prefix() {
        return prefix;
    }

    boolean isClosed() {
        return closed;
    }

    void arrived(long revision, List<Entry> entries) {
        if (revision > told) {
            told = revision;
            delivery.tell(entries);
        }
    }

    @Override
    public void close() {
        delivery.close();
    }
}
