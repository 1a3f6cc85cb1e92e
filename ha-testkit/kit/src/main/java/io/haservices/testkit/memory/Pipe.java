package io.haservices.testkit.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a link: delivers messages in order, later, or not at all. Guarded by the service's lock, which it holds while delivering. */
final class Pipe {
    private final Object lock;
    private final Timeline timeline;
    private final Deque<Runnable> messages = new ArrayDeque<>();
    private boolean held;
    private int owed;

    Pipe(Object lock, Timeline timeline) {
        this.lock = lock;
        this.timeline = timeline;
    }

    void send(Duration latency, Runnable message) {
        messages.add(message);
        if (latency.isZero()) {
            timeline.execute(this::deliverNext);
        } else {
            timeline.schedule(latency, this::deliverNext);
        }
    }

    void hold() {
        held = true;
    }

    void release() {
        held = false;
        for (; owed > 0; owed--) {
            timeline.execute(this::deliverNext);
        }
    }

    void drop() {
        messages.clear();
        owed = 0;
    }

    // Takes the first message and not the one it was scheduled for: shorter delays never overtake longer ones.
    private void deliverNext() {
        synchronized (lock) {
            if (held) {
                owed++;
                return;
            }
            Runnable message = messages.poll();
            if (message != null) {
                message.run();
            }
        }
    }
}
