package io.haservices.core.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** The way between one client and the service. Within a connection order is kept, as TCP does, and between connections there is none. */
final class Wire {
    /** One direction of it. */
    enum Direction {
        TO_SERVICE,
        TO_CLIENT
    }

    /** How a direction is. */
    enum State {
        OPEN,
        /** What is sent arrives later. */
        STALLED,
        /** What is sent is lost, and all that would have come after it on the same connection. */
        CUT
    }

    /** One connection; what was sent on an old one may still arrive. */
    static final class Connection {
        private final Map<Direction, Long> last = new EnumMap<>(Direction.class);
        final int number;
        private boolean broken;

        Connection(int number) {
            this.number = number;
        }
    }

    private final Environment environment;
    private final Map<Direction, State> states = new EnumMap<>(Direction.class);
    private final Deque<Runnable> held = new ArrayDeque<>();

    Wire(Environment environment) {
        this.environment = environment;
    }

    void set(Direction direction, State state) {
        states.put(direction, state);
        if (state != State.STALLED) {
            release();
        }
    }

    void heal() {
        set(Direction.TO_SERVICE, State.OPEN);
        set(Direction.TO_CLIENT, State.OPEN);
    }

    /** Nothing more can be sent on it; what is under way is not lost by that. */
    void reset(Connection connection) {
        connection.broken = true;
    }

    void send(Direction direction, Connection connection, Runnable message) {
        State state = states.getOrDefault(direction, State.OPEN);
        if (state == State.CUT) {
            connection.broken = true;
        }
        if (connection.broken) {
            return;
        }
        if (state == State.STALLED) {
            held.add(() -> deliver(direction, connection, message));
        } else {
            deliver(direction, connection, message);
        }
    }

    private void deliver(Direction direction, Connection connection, Runnable message) {
        long now = environment.time.nanoTime();
        long due = Math.max(
                connection.last.getOrDefault(direction, now),
                now + environment.chance.delay(1000, 2500).toNanos());
        connection.last.put(direction, due);
        environment.after(Duration.ofNanos(due - now), message);
    }

    private void release() {
        while (!held.isEmpty()) {
            held.poll().run();
        }
    }
}
