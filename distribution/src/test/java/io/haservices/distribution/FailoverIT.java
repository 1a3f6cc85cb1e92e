package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three servers, two programs; the leader's process is killed, the next leader's is paused past its session. */
class FailoverIT {
    private Unpacked unpacked;
    private ScriptedQuorum quorum;
    private Succession succession;

    @BeforeEach
    void prepare() throws IOException {
        unpacked = Unpacked.fresh();
        quorum = ScriptedQuorum.of(unpacked);
        succession = Succession.in(unpacked);
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

        Contender one = succession.contender("one");
        long first = succession.leads(one, 0);
        Contender two = succession.contender("two");
        succession.progresses(first);
        Command.signal("KILL", one.pid());

        long second = succession.leads(two, first);
        succession.recoveredAll(second, first);
        Contender three = succession.contender("three");
        succession.progresses(second);
        Command.signal("STOP", two.pid());

        long third = succession.leads(three, second);
        succession.recoveredAll(third, second);
        succession.refusesALateWrite(first);
        succession.refusesALateWrite(second);
        Command.signal("CONT", two.pid());
        assertThat(two.process().waitFor()).as(two.said()).isEqualTo(75);

        succession.progresses(third);
        succession.checkLeader(three, third);
        // Nothing was acknowledged to an older term after the newer one had read.
        succession.recoveredAll(second, first);
        succession.recoveredAll(third, second);
        succession.terms().checkThatTheyNeverOverlap();
        endsInOrder(three, third);
    }

    private void endsInOrder(Contender contender, long epoch) throws InterruptedException, IOException {
        Command.signal("TERM", contender.pid());
        contender.process().waitFor();
        long beats = succession.terms().beats(epoch);
        List<ProcessHandle> left = unpacked.running().stream()
                .filter(process -> !Unpacked.commandLine(process.pid()).contains("QuorumPeerMain"))
                .toList();
        assertThat(left).as("what still runs").isEmpty();
        assertThat(succession.terms().beats(epoch)).isEqualTo(beats);
        unpacked.ha("leader", "--election", "jobs").expect(1);
        try (Stream<Path> blobs = Files.walk(unpacked.beside("storage"))) {
            assertThat(blobs.filter(Files::isRegularFile))
                    .as("all blobs but the last are gone")
                    .hasSizeLessThan(10);
        }
    }
}
