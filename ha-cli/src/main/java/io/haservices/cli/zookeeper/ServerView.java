package io.haservices.cli.zookeeper;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.cli.console.TextTable;
import java.util.List;

/**
 * One server, as it is shown.
 *
 * @param server its name in the configuration
 * @param answers whether it said anything
 * @param facts what it said
 * @param notes what is odd, or why it said no more
 */
record ServerView(String server, boolean answers, ServerFacts facts, List<String> notes) {
    ServerView {
        notes = List.copyOf(notes);
    }

    static ServerView silent(String server, String reason) {
        return new ServerView(server, false, ServerFacts.NONE, List.of(reason));
    }

    /** Whether clients can read and write there. */
    boolean serves() {
        return facts.text(ServerFacts.MODE)
                .filter(mode -> !mode.equals("read-only"))
                .isPresent();
    }

    boolean leads() {
        return facts.text(ServerFacts.MODE)
                .filter(mode -> mode.equals("leader") || mode.equals("standalone"))
                .isPresent();
    }

    void put(ObjectNode json) {
        json.put("server", server)
                .put("answers", answers)
                .put("serves", serves())
                .put("mode", facts.text(ServerFacts.MODE).orElse(null))
                .put("version", facts.text(ServerFacts.VERSION).orElse(null))
                .put("connections", facts.number(ServerFacts.CONNECTIONS).orElse(null))
                .put("sessions", facts.number(ServerFacts.SESSIONS).orElse(null))
                .put("ensemble_sessions", facts.ensembleSessions().orElse(null));
        json.putObject("latency_millis")
                .put("min", facts.fraction(ServerFacts.LATENCY_MIN).orElse(null))
                .put("avg", facts.fraction(ServerFacts.LATENCY_AVG).orElse(null))
                .put("max", facts.fraction(ServerFacts.LATENCY_MAX).orElse(null));
        ArrayNode all = json.putArray("notes");
        notes.forEach(all::add);
    }

    void addTo(TextTable table) {
        table.row(
                server,
                text(ServerFacts.MODE),
                text(ServerFacts.VERSION),
                text(ServerFacts.CONNECTIONS),
                text(ServerFacts.SESSIONS),
                latency(),
                String.join("; ", notes));
    }

    private String latency() {
        return facts.text(ServerFacts.LATENCY_AVG).isEmpty()
                ? "-"
                : text(ServerFacts.LATENCY_MIN) + "/" + text(ServerFacts.LATENCY_AVG) + "/"
                        + text(ServerFacts.LATENCY_MAX) + " ms";
    }

    private String text(String fact) {
        return facts.text(fact).orElse("-");
    }
}
