package io.haservices.testkit.memory;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.WatchListener;
import java.util.List;
import java.util.concurrent.Executor;

/** One watch of one client: tells each state that is newer than the last one (CO-11, CO-12). Guarded by the service's lock. */
class Watch extends SerialListener<List<Entry>> {
    private final Prefix prefix;
    private long told = -1;

    Watch(Executor executor, Prefix prefix, WatchListener listener) {
        super(executor, listener::onState, true);
        this.prefix = prefix;
    }

    Prefix prefix() {
        return prefix;
    }

    void arrived(long revision, List<Entry> entries) {
        if (revision > told) {
            told = revision;
            tell(entries);
        }
    }
}
