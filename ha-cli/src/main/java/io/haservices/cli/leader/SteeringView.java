package io.haservices.cli.leader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.Pause;
import io.haservices.SteeringStatus;
import io.haservices.cli.console.Console;
import io.haservices.cli.console.Style;
import java.io.PrintStream;
import java.time.Duration;

/** How an election is steered, as data and as lines for people. */
public final class SteeringView {
    private SteeringView() {}

    /** Adds what there is to say, each time. */
    public static ObjectNode put(ObjectNode json, SteeringStatus steering) {
        steering.pause()
                .ifPresentOrElse(
                        pause -> json.putObject("paused")
                                .put("reason", pause.reason())
                                .put("since", pause.since().toString())
                                .put(
                                        "for_millis",
                                        pause.limit().map(Duration::toMillis).orElse(null))
                                .put("candidate_id", pause.candidateId()),
                        () -> json.putNull("paused"));
        return json.put("reserved_for", steering.reservedFor().orElse(null))
                .put("preemption_suspended", steering.preemptionSuspended());
    }

    static void print(PrintStream out, Console console, SteeringStatus steering) {
        steering.pause().ifPresent(pause -> out.println("  " + console.styled(Style.RED, line(pause))));
        steering.reservedFor().ifPresent(contender -> out.println("  being handed over to " + contender));
        if (steering.preemptionSuspended()) {
            out.println("  priorities do not count until this epoch ends, for it began with a transfer");
        }
    }

    /** A pause in one line. */
    public static String line(Pause pause) {
        return "paused since " + pause.since()
                + pause.limit()
                        .map(limit -> ", for " + limit.toSeconds() + " s from when each contender saw it")
                        .orElse("")
                + ": " + pause.reason() + "; only '" + pause.candidateId() + "' may lead";
    }
}
