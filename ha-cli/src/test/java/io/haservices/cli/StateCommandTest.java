package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateCommandTest {
    @TempDir
    Path folder;

    private CommandRunner ha;
    private Path storage;

    @BeforeEach
    void prepare() {
        storage = folder.resolve("storage");
        ha = new CommandRunner(storage);
    }

    @Test
    void savesAndReadsAState() {
        Result put = ha.runWithInput("two\nlines", "state", "put", "jobs", "nightly", "--unfenced", "-o", "json");

        assertThat(put.code()).isZero();
        assertThat(put.json().path("schema").asInt()).isEqualTo(1);
        assertThat(put.json().path("length").asInt()).isEqualTo(9);
        assertThat(put.json().path("sha256").asText()).hasSize(64);
        assertThat(put.json().path("mark").asText()).isNotEmpty();
        Result get = ha.run("state", "get", "jobs", "nightly");
        assertThat(get.code()).isZero();
        assertThat(get.out()).isEqualTo("two\nlines");
        assertThat(get.err()).isEmpty();
    }

    @Test
    void savesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("plan"), "from a file");

        assertThat(ha.run("state", "put", "jobs", "nightly", file.toString(), "--unfenced")
                        .code())
                .isZero();

        assertThat(ha.run("state", "get", "jobs", "nightly").out()).isEqualTo("from a file");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Result put = ha.run(
                "state", "put", "jobs", "nightly", folder.resolve("absent").toString(), "--unfenced");

        assertThat(put.code()).isEqualTo(2);
        assertThat(put.err()).contains("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "rm"})
    void refusesAWriteWithoutFence(String verb) {
        Result write = ha.runWithInput("x", "state", verb, "jobs", "nightly");

        assertThat(write.code()).isEqualTo(2);
        assertThat(write.err()).contains("--epoch", "--unfenced");
        assertThat(ha.run("state", "ls", "-o", "json").json().path("stores")).isEmpty();
    }

    @Test
    void takesTheFenceFromOptionsOrFromTheEnvironmentOfTheLeader() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "jobs")) {
            String epoch = Long.toString(term.epoch());
            assertThat(ha.runWithInput("1", "state", "put", "s", "n", "--election", "jobs", "--epoch", epoch)
                            .code())
                    .isZero();
            ha.with("HA_ELECTION", "jobs").with("HA_EPOCH", epoch).with("HA_CLUSTER_ID", "test");
            assertThat(ha.runWithInput("2", "state", "put", "s", "n").code()).isZero();
            assertThat(ha.run("state", "get", "s", "n").out()).isEqualTo("2");
            assertThat(ha.run("state", "rm", "s", "n").code()).isZero();
        }
    }

    @Test
    void refusesAStaleEpochAndChangesNothing() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "default")) {
            long old = term.epoch();
            assertThat(ha.runWithInput("kept", "state", "put", "s", "n", "--epoch", Long.toString(old))
                            .code())
                    .isZero();
            term.another();

            Result late = ha.runWithInput("late", "state", "put", "s", "n", "--epoch", "" + old, "-o", "json");
            Result removal = ha.run("state", "rm", "s", "n", "--epoch", Long.toString(old));

            assertThat(late.code()).isEqualTo(3);
            assertThat(late.error().path("type").asText()).isEqualTo("stale-epoch");
            assertThat(late.error().path("epoch").asLong()).isEqualTo(old);
            assertThat(late.error().path("current_epoch").asLong()).isEqualTo(term.epoch());
            assertThat(removal.code()).isEqualTo(3);
            assertThat(ha.run("state", "get", "s", "n").out()).isEqualTo("kept");
        }
    }

    @Test
    void doesNotTakeTheEpochOfOneElectionOrClusterForAnother() {
        ha.with("HA_ELECTION", "jobs").with("HA_EPOCH", "1").with("HA_CLUSTER_ID", "test");
        Result otherElection = ha.runWithInput("x", "state", "put", "s", "n", "--election", "other");
        Result otherCluster = ha.with("HA_CLUSTER_ID", "elsewhere").runWithInput("x", "state", "put", "s", "n");

        assertThat(otherElection.code()).isEqualTo(2);
        assertThat(otherElection.err()).contains("'jobs'", "'other'");
        assertThat(otherCluster.code()).isEqualTo(2);
        assertThat(otherCluster.err()).contains("'elsewhere'", "'test'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x"})
    void refusesWhatIsNoEpoch(String epoch) {
        assertThat(ha.runWithInput("x", "state", "put", "s", "n", "--epoch=" + epoch)
                        .code())
                .isEqualTo(2);
        ha.with("HA_EPOCH", epoch);
        assertThat(ha.runWithInput("x", "state", "put", "s", "n").code()).isEqualTo(2);
    }

    @Test
    void refusesEpochAndUnfencedTogether() {
        assertThat(ha.runWithInput("x", "state", "put", "s", "n", "--epoch", "1", "--unfenced")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void answersNoWhenThereIsNoSuchState() {
        Result get = ha.run("state", "get", "s", "absent", "-o", "json");

        assertThat(get.code()).isEqualTo(1);
        assertThat(get.out()).isEmpty();
        assertThat(get.error().path("type").asText()).isEqualTo("no-such-state");
        assertThat(ha.run("state", "rm", "s", "absent", "--unfenced").code()).isEqualTo(1);
    }

    @Test
    void keepsConditions() {
        String version = put("one");

        assertThat(ha.runWithInput("x", "state", "put", "s", "n", "--unfenced", "--if-absent")
                        .code())
                .isEqualTo(1);
        assertThat(ha.runWithInput("two", "state", "put", "s", "n", "--unfenced", "--if-version", version)
                        .code())
                .isZero();
        Result second =
                ha.runWithInput("x", "state", "put", "s", "n", "--unfenced", "--if-version", version, "-o", "json");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.error().path("type").asText()).isEqualTo("conflict");
        assertThat(ha.run("state", "rm", "s", "n", "--unfenced", "--if-version", version)
                        .code())
                .isEqualTo(1);
        assertThat(ha.run("state", "get", "s", "n").out()).isEqualTo("two");
    }

    @Test
    void repeatsAWriteWithTheSameMark() {
        String[] put = {"state", "put", "s", "n", "--unfenced", "--if-absent", "--mark", "mine", "-o", "json"};

        assertThat(ha.runWithInput("x", put).code()).isZero();
        Result again = ha.runWithInput("x", put);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.json().path("mark").asText()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "../../etc", "with space", "%2e", "ü", "a\nb"})
    void takesAnyName(String name) throws IOException {
        assertThat(ha.runWithInput("x", "state", "put", "s", name, "--unfenced").code())
                .isZero();

        assertThat(ha.run("state", "get", "s", name).out()).isEqualTo("x");
        assertThat(ha.run("state", "ls", "s", "-o", "json")
                        .json()
                        .at("/states/0/name")
                        .asText())
                .isEqualTo(name);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(storage);
        }
    }

    @Test
    void lists() {
        put("one");
        ha.runWithInput("x", "state", "put", "other", "n", "--unfenced");

        assertThat(ha.run("state", "ls").out().lines()).containsExactly("other", "s");
        assertThat(ha.run("state", "ls", "s").out()).contains("NAME", "n ", "3");
        assertThat(ha.run("state", "ls", "absent", "-o", "json").json().path("states"))
                .isEmpty();
        assertThat(ha.run("state", "ls", "absent").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void emitsNothingOfADamagedState(boolean cutOff) throws IOException {
        put("a content that is long enough");
        damage(cutOff);
        Path file = folder.resolve("out");

        Result get = ha.run("state", "get", "s", "n", "-o", "json");
        Result toFile = ha.run("state", "get", "s", "n", "--out", file.toString());

        assertThat(get.code()).isEqualTo(6);
        assertThat(get.out()).isEmpty();
        assertThat(get.error().path("type").asText()).isEqualTo("damaged");
        assertThat(get.error().path("location").asText()).startsWith("file:");
        assertThat(toFile.code()).isEqualTo(6);
        assertThat(file).doesNotExist();
    }

    @Test
    void writesAFileAsAWhole() throws IOException {
        put("content");
        Path file = Files.writeString(folder.resolve("out"), "older and longer content");

        assertThat(ha.run("state", "get", "s", "n", "--out", file.toString()).code())
                .isZero();

        assertThat(file).hasContent("content");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, storage);
        }
    }

    @Test
    void saysThatAFileCannotBeWritten() {
        put("content");

        Result get = ha.run(
                "state", "get", "s", "n", "--out", folder.resolve("absent/out").toString());

        assertThat(get.code()).isEqualTo(2);
        assertThat(get.err()).contains("absent/out").hasLineCount(1);
    }

    private String put(String content) {
        Result put = ha.runWithInput(content, "state", "put", "s", "n", "--unfenced", "-o", "json");
        return put.json().path("version").asText();
    }

    private void damage(boolean cutOff) throws IOException {
        try (Stream<Path> files = Files.walk(storage)) {
            List<Path> blobs = files.filter(Files::isRegularFile).toList();
            assertThat(blobs).hasSize(1);
            byte[] bytes = Files.readAllBytes(blobs.get(0));
            bytes[5] ^= 1;
            Files.write(blobs.get(0), cutOff ? java.util.Arrays.copyOf(bytes, 5) : bytes);
        }
    }
}
