package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** What is asserted wherever one contender follows another. */
final class Succession {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Path PROGRAM = Path.of("src/test/resources/program.sh").toAbsolutePath();

    private final Unpacked unpacked;
    private final Terms terms;

    private Succession(Unpacked unpacked, Terms terms) {
        this.unpacked = unpacked;
        this.terms = terms;
    }

    static Succession in(Unpacked unpacked) throws IOException {
        return new Succession(unpacked, new Terms(Files.createDirectories(unpacked.beside("terms"))));
    }

    Terms terms() {
        return terms;
    }

    Contender contender(String name) {
        return Contender.started(unpacked, name, PROGRAM, terms.folder());
    }

    /** Waits until it leads and says so; returns its epoch, which must be above the last one. */
    long leads(Contender contender, long before) {
        await(contender.address() + " leads").atMost(LONG).until(() -> {
            assertThat(contender.process().isAlive()).as(contender.said()).isTrue();
            return contender.ready().isPresent();
        });
        long epoch = contender.ready().orElseThrow().path("epoch").asLong();
        assertThat(epoch).isGreaterThan(before);
        checkLeader(contender, epoch);
        return epoch;
    }

    void checkLeader(Contender contender, long epoch) {
        JsonNode leader = unpacked.ha("leader", "--election", "jobs", "-o", "json")
                .expect(0)
                .json()
                .path("leader");
        assertThat(leader.path("epoch").asLong()).isEqualTo(epoch);
        assertThat(leader.path("address").asText()).isEqualTo(contender.address());
        assertThat(leader.path("ready").asBoolean()).isTrue();
        assertThat(leader.path("id").asText())
                .isEqualTo(contender.ready().orElseThrow().path("leader_id").asText());
    }

    void progresses(long epoch) {
        long from = terms.acknowledged(epoch);
        await("term " + epoch + " saves").atMost(LONG).until(() -> terms.acknowledged(epoch) >= from + 2);
    }

    /** A write whose acknowledgement was under way may be there as well, but no less. */
    void recoveredAll(long epoch, long before) {
        await("term " + epoch + " recovers")
                .atMost(LONG)
                .until(() -> terms.recovered(epoch).isPresent());
        OptionalLong recovered = terms.recovered(epoch);
        long acknowledged = terms.acknowledged(before);
        assertThat(recovered.orElseThrow()).isBetween(acknowledged, acknowledged + 1);
    }

    void refusesALateWrite(long epoch) {
        Ran late = unpacked.haWith(
                Map.of("HA_ELECTION", "jobs", "HA_EPOCH", Long.toString(epoch)),
                "-1\n",
                "state",
                "put",
                "progress",
                "count");
        assertThat(late.expect(3).withoutTrace().err()).contains("epoch " + epoch);
        assertThat(unpacked.ha("state", "get", "--election", "jobs", "progress", "count")
                        .expect(0)
                        .out())
                .doesNotContain("-1");
    }
}
