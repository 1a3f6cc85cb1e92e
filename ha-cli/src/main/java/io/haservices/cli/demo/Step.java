package io.haservices.cli.demo;

import java.util.Locale;

/** What the demo shows, one after another. */
enum Step {
    /** A server of the coordination service is started. */
    SERVER,
    /** One of three contenders leads. */
    ELECTION,
    /** The leader saves state. */
    SAVE,
    /** A standby leads after the leader was killed. */
    TAKEOVER,
    /** The program of the dead leader is ended by its guard. */
    GUARD,
    /** The new leader recovers the state. */
    RECOVERY,
    /** A late write of the dead leader is refused. */
    STALE_WRITE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
