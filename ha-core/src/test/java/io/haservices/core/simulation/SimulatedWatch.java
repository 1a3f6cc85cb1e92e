package io.haservices.core.simulation;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Registration;
import io.haservices.spi.coordination.SerialDelivery;
import io.haservices.spi.coordination.WatchListener;
import java.util.List;
import java.util.concurrent.Executor;

/** One watch of one client: never tells what is older than what was told before (CO-12). */
final class SimulatedWatch implements Registration {
    final Prefix prefix;
    private final SerialDelivery<List<Entry>> delivery;
    private long told = -1;
    private boolean closed;

    SimulatedWatch(Executor executor, Prefix prefix, WatchListener listener) {
        this.prefix = prefix;
        this.delivery = new SerialDelivery<>(executor, true, listener::onState, () -> closed = true);
    }

    boolean isClosed() {
        return closed;
    }

    void arrived(long revision, List<Entry> entries) {
        if (revision >= told) {
            told = revision;
            delivery.tell(entries);
        }
    }

    @Override
    public void close() {
        delivery.close();
    }
}
