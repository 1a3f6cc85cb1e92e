package io.haservices.cli.guard;

/** What happens to a guard or to its supervisor. */
sealed interface Event {

    /** The other side said this. */
    record Told(Message message) implements Event {}

    /** The program around this side wants this. */
    record Asked(Message message) implements Event {}

    /** The other process is dead or has closed the link; nothing more is told. */
    record Disconnected() implements Event {}

    /** The guard's own child was started, could not be, or ended. */
    record Child(Message outcome) implements Event {}

    /** The endpoint was opened, or could not be. */
    record Endpoint(Message.Listening outcome) implements Event {}

    /** The command's session has no living process; reported only while {@link Decisions#ending()}. */
    record Emptied() implements Event {}

    /** Time has passed. Comes after everything that arrived before it, so a stall alone never looks like silence. */
    record Tick() implements Event {}
}
