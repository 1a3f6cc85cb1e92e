package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three servers, two programs; the leader's process is killed, the next leader's is paused past its session. */
class FailoverIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private Unpacked unpacked;
    private ScriptedQuorum quorum;
    private Path program;
    private Terms terms;

    @BeforeEach
    void prepare() throws IOException {
        unpacked = Unpacked.fresh();
        quorum = ScriptedQuorum.of(unpacked);
        program = Path.of("src/test/resources/program.sh").toAbsolutePath();
        terms = new Terms(Files.createDirectories(unpacked.beside("terms")));
    }

    @AfterEach
    void end() throws IOException {
        quorum.close();
        unpacked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4", "3.5", "3.9"})
    void oneLeadsAtATimeAndNothingAcknowledgedIsLost(String client) throws IOException, InterruptedException {
        unpacked.useClient(client);
        assertThat(unpacked.ha("version").expect(0).out()).contains(client + ".");
        quorum.start(Map.of()).expect(0);

        Contender one = contender("one");
        long first = leads(one, 0);
        Contender two = contender("two");
        progresses(first);
        Command.signal("KILL", one.pid());

        long second = leads(two, first);
        recoveredAll(second, first);
        Contender three = contender("three");
        progresses(second);
        Command.signal("STOP", two.pid());

        long third = leads(three, second);
        recoveredAll(third, second);
        refusesALateWrite(first);
        refusesALateWrite(second);
        Command.signal("CONT", two.pid());
        assertThat(two.process().waitFor()).as(two.said()).isEqualTo(75);

        progresses(third);
        checkLeader(three, third);
        // Nothing was acknowledged to an older term after the newer one had read.
        recoveredAll(second, first);
        recoveredAll(third, second);
        terms.checkThatTheyNeverOverlap();
        endsInOrder(three, third);
    }

    private Contender contender(String name) {
        return Contender.started(unpacked, name, program, terms.folder());
    }

    /** Waits until it leads and says so; returns its epoch, which must be above the last one. */
    private long leads(Contender contender, long before) {
        await(contender.address() + " leads").atMost(LONG).until(() -> {
            assertThat(contender.process().isAlive()).as(contender.said()).isTrue();
            return contender.ready().isPresent();
        });
        long epoch = contender.ready().orElseThrow().path("epoch").asLong();
        assertThat(epoch).isGreaterThan(before);
        checkLeader(contender, epoch);
        return epoch;
    }

    private void checkLeader(Contender contender, long epoch) {
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

    private void progresses(long epoch) {
        long from = terms.acknowledged(epoch);
        await("term " + epoch + " saves").atMost(LONG).until(() -> terms.acknowledged(epoch) >= from + 2);
    }

    /** A write whose acknowledgement was under way may be there as well, but no less. */
    private void recoveredAll(long epoch, long before) {
        await("term " + epoch + " recovers")
                .atMost(LONG)
                .until(() -> terms.recovered(epoch).isPresent());
        OptionalLong recovered = terms.recovered(epoch);
        long acknowledged = terms.acknowledged(before);
        assertThat(recovered.orElseThrow()).isBetween(acknowledged, acknowledged + 1);
    }

    private void refusesALateWrite(long epoch) {
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

    private void endsInOrder(Contender contender, long epoch) throws InterruptedException, IOException {
        Command.signal("TERM", contender.pid());
        contender.process().waitFor();
        long beats = terms.beats(epoch);
        List<ProcessHandle> left = unpacked.running().stream()
                .filter(process -> !Unpacked.commandLine(process.pid()).contains("QuorumPeerMain"))
                .toList();
        assertThat(left).as("what still runs").isEmpty();
        assertThat(terms.beats(epoch)).isEqualTo(beats);
        unpacked.ha("leader", "--election", "jobs").expect(1);
        try (Stream<Path> blobs = Files.walk(unpacked.beside("storage"))) {
            assertThat(blobs.filter(Files::isRegularFile))
                    .as("all blobs but the last are gone")
                    .hasSizeLessThan(10);
        }
    }
}
