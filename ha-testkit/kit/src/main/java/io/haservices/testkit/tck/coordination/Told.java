package io.haservices.testkit.tck.coordination;

import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.WatchListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Remembers what a watch told. */
final class Told implements WatchListener {
    private final List<List<Entry>> states = new CopyOnWriteArrayList<>();

    @Override
    public void onState(List<Entry> entries) {
        states.add(entries);
    }

    List<List<Entry>> states() {
        return List.copyOf(states);
    }

    boolean any() {
        return !states.isEmpty();
    }

    int count() {
        return states.size();
    }

    /** The values that were told last, in order, with blanks between. */
    boolean latestIs(String values) {
        return any() && values(latest()).equals(values);
    }

    boolean latestIs(List<Entry> entries) {
        return any() && latest().equals(entries);
    }

    String latestText() {
        return any() ? "'" + values(latest()) + "'" : "nothing";
    }

    static String values(List<Entry> entries) {
        return entries.stream().map(entry -> entry.value().utf8()).collect(Collectors.joining(" "));
    }

    private List<Entry> latest() {
        return states.get(states.size() - 1);
    }
}
