package io.haservices.cli.guard;

import java.util.List;

/** A state machine: state + event -> state + actions. Reads no clock and does nothing itself. */
interface Decisions {

    List<Action> on(Event event, long now);

    /** When, on the monotonic clock, the next {@link Event.Tick} is due at the latest. */
    long wakeAt(long now);

    /** Whether it wants to hear {@link Event.Emptied}. */
    boolean ending();

    boolean finished();
}
