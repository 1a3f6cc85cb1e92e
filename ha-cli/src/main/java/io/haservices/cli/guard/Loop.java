package io.haservices.cli.guard;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * The one thread of a guard or a supervisor. Each round first takes in everything that has arrived and only then looks at the clock, so
 * a process that was stopped or starved never mistakes its own sleep for silence of the other.
 */
final class Loop {
    /** Does what was decided. */
    interface Hands {
        /** @param outcomes takes what comes of it, now or later, from any thread */
        void perform(Action action, Consumer<Event> outcomes);

        boolean sessionIsEmpty();
    }

    private final Link link;
    private final Decisions decisions;
    private final Hands hands;
    private final Queue<Event> posted = new ConcurrentLinkedQueue<>();

    Loop(Link link, Decisions decisions, Hands hands) {
        this.link = link;
        this.decisions = decisions;
        this.hands = hands;
    }

    /** From any thread; without effect once finished. */
    void post(Event event) {
        posted.add(event);
        link.wakeUp();
    }

    void run() throws IOException {
        boolean disconnected = false;
        while (!decisions.finished()) {
            long before = System.nanoTime();
            link.await(decisions.wakeAt(before) - before);
            // Read before the messages: whatever is late by this time had really not arrived by then.
            long tick = System.nanoTime();
            for (Message message : link.read()) {
                handle(new Event.Told(message), System.nanoTime());
            }
            if (link.disconnected() && !disconnected) {
                disconnected = true;
                handle(new Event.Disconnected(), System.nanoTime());
            }
            for (Event event = posted.poll(); event != null; event = posted.poll()) {
                handle(event, System.nanoTime());
            }
            handle(decisions.ending() && hands.sessionIsEmpty() ? new Event.Emptied() : new Event.Tick(), tick);
        }
    }

    private void handle(Event event, long now) {
        for (Action action : decisions.on(event, now)) {
            hands.perform(action, this::post);
        }
    }
}
