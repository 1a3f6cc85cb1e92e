package io.haservices.etcd;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.WatchListener;
import java.util.List;

/** Remembers what a watch told last. */
final class LatestState implements WatchListener {
    private volatile List<Entry> entries = List.of();

    @Override
    public void onState(List<Entry> state) {
        entries = state;
    }

    List<Entry> entries() {
        return entries;
    }
}
