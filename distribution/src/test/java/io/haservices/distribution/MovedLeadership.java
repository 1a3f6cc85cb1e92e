package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Leadership is moved on purpose, in all the ways there are, by {@code bin/ha} alone. */
final class MovedLeadership {
    // For a machine that is busy with other things.
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Unpacked unpacked;

    MovedLeadership(Unpacked unpacked) {
        this.unpacked = unpacked;
    }

    void happens() {
        Process first = candidate("a", 0);
        awaitLeader("a");
        candidate("b", 0);
        awaitStanding("b");

        transfers();
        pauses(first);
        resigns();
        candidate("c", 10);
        awaitLeader("c");

        assertThat(reasons()).containsSubsequence("TRANSFERRED", "TRANSFERRED", "RESIGNED", "PREEMPTED");
    }

    private void transfers() {
        Ran done = unpacked.ha("transfer", "--to", "b", "-o", "json").expect(0);
        assertThat(done.json().path("leader_id").asText())
                .isEqualTo(candidateOf("b").path("id").asText());
        awaitLeader("b");
        assertThat(unpacked.ha("transfer", "--to", "b").expect(1).withoutTrace().err())
                .contains("'b' leads already");
        assertThat(unpacked.ha("transfer", "--to", "x").expect(1).withoutTrace().err())
                .contains("no candidate 'x' stands by");
        awaitStanding("a");
        unpacked.ha("transfer").expect(0);
        awaitLeader("a");
        awaitStanding("b");
    }

    private void pauses(Process leader) {
        assertThat(unpacked.ha("pause", "--reason", "new switches", "--for", "1h")
                        .expect(0)
                        .out())
                .contains("new switches", "only 'a' may lead");
        assertThat(unpacked.ha("pause", "--reason", "more")
                        .expect(1)
                        .withoutTrace()
                        .err())
                .contains("paused already", "new switches");
        Command.signal("KILL", leader.pid());
        await("the end of its session")
                .atMost(LONG)
                .until(() -> unpacked.ha("leader").code() == 1);
        assertThat(status().at("/paused/reason").asText()).isEqualTo("new switches");
        assertThat(unpacked.ha("transfer").expect(1).withoutTrace().err()).contains("nobody leads");

        candidate("a", 0);
        awaitLeader("a");
        unpacked.ha("resume").expect(0);
        assertThat(status().path("paused").isNull()).isTrue();
    }

    private void resigns() {
        awaitStanding("b");
        unpacked.ha("resign").expect(0);
        awaitLeader("b");
        awaitStanding("a");
    }

    private Process candidate(String id, int priority) {
        Path output = unpacked.beside(id + "-" + System.nanoTime() + ".out");
        return Command.start(
                List.of(
                        unpacked.bin("ha"),
                        "run",
                        "-D",
                        "high-availability.candidate-id=" + id,
                        "-D",
                        "high-availability.priority=" + priority,
                        "--restart",
                        "always",
                        "--restart-delay",
                        "100ms",
                        "--",
                        "sleep",
                        "1000"),
                Map.of(),
                output.toFile());
    }

    private void awaitLeader(String id) {
        await("that " + id + " leads")
                .atMost(LONG)
                .until(() -> Optional.of(status().at("/leader/id").asText())
                        .filter(leader -> !leader.isEmpty())
                        .filter(leader ->
                                leader.equals(candidateOf(id).path("id").asText()))
                        .isPresent());
    }

    private void awaitStanding(String id) {
        await("that " + id + " stands by")
                .atMost(LONG)
                .until(() -> !candidateOf(id).isMissingNode());
    }

    private JsonNode candidateOf(String id) {
        return StreamSupport.stream(status().path("candidates").spliterator(), false)
                .filter(candidate -> candidate.path("candidate_id").asText().equals(id))
                .reduce((former, latter) -> latter)
                .orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
    }

    private JsonNode status() {
        return unpacked.ha("status", "--election", "default", "-o", "json")
                .expect(0)
                .json()
                .at("/elections/0");
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        unpacked.ha("history", "-o", "json")
                .expect(0)
                .json()
                .path("terms")
                .forEach(term -> reasons.add(term.path("reason").asText()));
        return reasons;
    }
}
