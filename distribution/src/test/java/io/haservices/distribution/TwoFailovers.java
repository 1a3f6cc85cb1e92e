package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Three programs, one after the other: the first leader's process is killed, the second's is paused past its session. One leads
 * at a time, and nothing that was acknowledged is lost.
 */
final class TwoFailovers {
    private final Unpacked unpacked;
    private final Succession succession;

    TwoFailovers(Unpacked unpacked) throws IOException {
        this.unpacked = unpacked;
        this.succession = Succession.in(unpacked);
    }

    /** @param server what is in the command line of the servers, which run on */
    void happen(String server) throws IOException, InterruptedException {
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
        endsInOrder(three, third, server);
    }

    private void endsInOrder(Contender contender, long epoch, String server) throws InterruptedException, IOException {
        Command.signal("TERM", contender.pid());
        contender.process().waitFor();
        long beats = succession.terms().beats(epoch);
        List<ProcessHandle> left = unpacked.running().stream()
                .filter(process -> !Unpacked.commandLine(process.pid()).contains(server))
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
