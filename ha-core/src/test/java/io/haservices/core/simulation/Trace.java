package io.haservices.core.simulation;

import io.haservices.testkit.memory.Timeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What has happened, the last of it in words. Words are made only when they are asked for. */
final class Trace {
    private record Event(long nanos, String format, List<Object> arguments) {
        String words() {
            return String.format(Locale.ROOT, "%12.6f s  ", nanos / 1e9)
                    + String.format(Locale.ROOT, format, arguments.toArray());
        }
    }

    private final Timeline time;
    private final int limit;
    private final Deque<Event> events = new ArrayDeque<>();
    private long count;

    /** Keeps so many of the last events. */
    Trace(Timeline time, int limit) {
        this.time = time;
        this.limit = limit;
    }

    /** Notes an event; the arguments must never change. */
    void note(String format, Object... arguments) {
        count++;
        events.add(new Event(time.nanoTime(), format, List.of(arguments)));
        if (events.size() > limit) {
            events.remove();
        }
    }

    String text() {
        String left = count > events.size() ? "(" + (count - events.size()) + " events before)\n" : "";
        return left + events.stream().map(Event::words).collect(Collectors.joining("\n"));
    }
}
