package io.haservices.cli.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What supervisor and guard say to each other; deadlines are readings of the monotonic clock, which both share. */
sealed interface Message {

    // Both ways, once, at the handshake.
    record Clock(long nanos) implements Message {}

    // From the supervisor.
    record Launch(long deadline, Duration grace, Map<String, String> environment, List<String> command)
            implements Message {
        public Launch {
            environment = Map.copyOf(environment);
            command = List.copyOf(command);
        }
    }

    record Extend(long deadline) implements Message {}

    record Forward(String signal) implements Message {}

    record Stop(String reason) implements Message {}

    record Listen(String host, int port) implements Message {}

    record Hold(String term, boolean held) implements Message {}

    // From the guard.
    record Listening(int port, String problem) implements Message {}

    record Started(long pid) implements Message {}

    record NotStarted(int exitCode, String reason) implements Message {}

    record Held(long deadline) implements Message {}

    record SteppingDown(CommandEnd.Cause cause, String reason) implements Message {}

    record Exited(int exitCode) implements Message {}

    record Gone() implements Message {}
}
