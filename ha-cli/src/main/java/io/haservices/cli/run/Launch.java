package io.haservices.cli.run;

import io.haservices.Leadership;
import io.haservices.cli.guard.GuardedCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to run.
 *
 * @param command program and arguments
 * @param environment added for every term
 * @param address to publish, if any
 * @param readyWhen how it is known that the command is ready; if not at all, it is at once
 * @param grace between TERM and KILL
 */
record Launch(
        List<String> command,
        Map<String, String> environment,
        Optional<String> address,
        Optional<Readiness> readyWhen,
        Duration grace) {
    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** What is published: the address, or none, which says only that the leader is ready. */
    Map<String, String> addresses() {
        return address.map(text -> Map.of(Leadership.DEFAULT_COMPONENT, text)).orElse(Map.of());
    }

    /** The environment of the command in this term. */
    Map<String, String> environment(Leadership leadership) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("HA_EPOCH", Long.toString(leadership.epoch()));
        all.put("HA_LEADER_ID", leadership.leaderId());
        return all;
    }

    /** How long leadership has to be valid for a start to make sense. */
    Duration needed() {
        return grace.plus(GuardedCommand.RESERVE);
    }
}
