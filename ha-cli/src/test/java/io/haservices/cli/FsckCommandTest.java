package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsckCommandTest {
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
    void isCleanWhereNothingIsWrong() {
        put("one", "content");
        Result fsck = ha.run("fsck");

        assertThat(fsck.code()).as(fsck.err()).isZero();
        assertThat(fsck.out()).contains("election default, epoch 0", "1 states, 7 bytes verified", "clean:");
        assertThat(fsck.err()).isEmpty();
        JsonNode json = ha.run("fsck", "-o", "json").json();
        assertThat(json.path("schema").asInt()).isEqualTo(1);
        assertThat(json.path("result").asText()).isEqualTo("clean");
        assertThat(json.at("/elections/0/findings")).isEmpty();
    }

    @Test
    void isCleanWhereThereIsNothing() {
        assertThat(ha.run("fsck").code()).isZero();
        assertThat(ha.run("fsck", "-o", "json").json().path("elections")).isEmpty();
    }

    @Test
    void showsGarbageWith4AndRemovesItWith1() throws Exception {
        Path left = garbage();

        Result shown = ha.run("fsck");
        assertThat(shown.code()).isEqualTo(4);
        assertThat(shown.out()).contains("garbage", "left", "/0-left-1", "ha fsck --repair");
        assertThat(ha.run("fsck", "--dry-run").code()).isEqualTo(4);
        assertThat(left).exists();

        Result repaired = ha.run("fsck", "--repair", "-o", "json");
        assertThat(repaired.code()).isEqualTo(1);
        assertThat(repaired.json().path("result").asText()).isEqualTo("repaired");
        JsonNode finding = repaired.json().at("/elections/0/findings/0");
        assertThat(finding.path("kind").asText()).isEqualTo("garbage");
        assertThat(finding.path("treatment").asText()).isEqualTo("removed");
        assertThat(finding.path("subject").asText()).endsWith("/jobs/one/0-left-1");
        assertThat(finding.path("location").asText()).startsWith("file:");
        assertThat(left).doesNotExist();
        assertThat(ha.run("fsck").code()).isZero();
        assertThat(ha.run("state", "get", "jobs", "one").out()).isEqualTo("content");
    }

    @Test
    void quarantinesWhatIsDamagedAndEndsQuarantinesWhenAsked() throws Exception {
        put("one", "content");
        put("two", "more");
        Path bad = blob("one");
        Files.writeString(bad, "Content");

        Result shown = ha.run("fsck");
        assertThat(shown.code()).isEqualTo(4);
        assertThat(shown.out()).contains("damaged-bytes", "SHA-256", bad.toUri().getPath());
        assertThat(ha.run("fsck", "--quick").code()).isZero();

        assertThat(ha.run("fsck", "--repair").code()).isEqualTo(1);
        assertThat(bad).exists();
        assertThat(ha.run("state", "get", "jobs", "one").code()).isEqualTo(1);
        assertThat(ha.run("state", "get", "jobs", "two").out()).isEqualTo("more");
        Result after = ha.run("fsck", "-o", "json");
        assertThat(after.code()).isZero();
        assertThat(after.json().at("/elections/0/findings/0/kind").asText()).isEqualTo("quarantined");

        nextTerm();
        assertThat(ha.run("fsck", "--repair").code()).isZero();
        assertThat(ha.run("fsck", "--repair", "--purge-quarantine").code()).isEqualTo(1);
        assertThat(ha.run("fsck", "--repair").code()).isEqualTo(1);
        assertThat(bad).doesNotExist();
        assertThat(ha.run("fsck").out()).doesNotContain("quarantined ");
    }

    @Test
    void removesAnotherOriginOnlyByItsName() throws Exception {
        put("one", "content");
        Path foreign = Files.createDirectories(storage.resolve("test/default/foreign/jobs/one"))
                .resolve("3-x");
        Files.writeString(foreign, "12345");
        String origin =
                ha.run("status", "-o", "json").json().at("/elections/0/origin").asText();

        Result shown = ha.run("fsck", "--repair", "-o", "json");
        assertThat(shown.code()).isEqualTo(4);
        JsonNode other = shown.json().at("/elections/0/other_origins/0");
        assertThat(other.path("origin").asText()).isEqualTo("foreign");
        assertThat(other.path("blobs").asInt()).isEqualTo(1);
        assertThat(other.path("bytes").isNull()).isTrue();
        assertThat(other.path("highest_epoch").asInt()).isEqualTo(3);

        assertThat(ha.run("fsck", "--origin", "foreign").out()).contains("1 blobs of 5 bytes, epochs 3 to 3");
        Result refused = ha.run("fsck", "--origin", origin, "--repair");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("current origin");
        assertThat(foreign).exists();

        assertThat(ha.run("fsck", "--origin", "foreign", "--repair").code()).isEqualTo(1);
        assertThat(foreign).doesNotExist();
        assertThat(ha.run("fsck").code()).isZero();
    }

    @Test
    void refusesAnOriginThatNobodyKnowsBeforeAnythingIsChanged() throws Exception {
        Path left = garbage();
        Result alone = ha.run("fsck", "--origin", "nobody", "--repair");
        assertThat(alone.code()).as(alone.out() + alone.err()).isEqualTo(2);
        assertThat(alone.err()).contains("nothing of origin 'nobody'", "no other origin than the current one");

        Path foreign = Files.createDirectories(storage.resolve("test/default/foreign/jobs/one"))
                .resolve("3-x");
        Files.writeString(foreign, "12345");
        for (String mode : List.of("--dry-run", "--quick", "--repair")) {
            Result refused = ha.run("fsck", "--origin", "foreing", mode);
            assertThat(refused.code()).as(mode + refused.out() + refused.err()).isEqualTo(2);
            assertThat(refused.err()).contains("nothing of origin 'foreing'", "other origins are: foreign");
        }
        assertThat(left).exists();
        assertThat(foreign).exists();
    }

    @Test
    void findsElectionsInTheStorageAlone() throws IOException {
        Path lost = Files.createDirectories(storage.resolve("test/lost/foreign/jobs/one"))
                .resolve("3-x");
        Files.writeString(lost, "12345");

        Result all = ha.run("fsck");
        assertThat(all.code()).isEqualTo(4);
        assertThat(all.out()).contains("election lost, epoch 0, no epoch entry", "other origin foreign");
        assertThat(ha.run("fsck", "--election", "lost").code()).isEqualTo(4);
        assertThat(ha.run("fsck", "--origin", "foreign", "--repair").code()).isEqualTo(4);
        assertThat(lost).exists();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(ha.run("fsck", "--repair", "--dry-run").code()).isEqualTo(2);
        assertThat(ha.run("fsck", "--purge-quarantine").code()).isEqualTo(2);
        assertThat(ha.run("fsck", "--origin", "..").code()).isEqualTo(2);
        Result unknown = ha.run("fsck", "--election", "absent");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("no election 'absent'");
        assertThat(CommandRunner.unconfigured().run("fsck").code()).isEqualTo(2);
    }

    @Test
    void endsWith8WhenSomethingCannotBeChecked() throws IOException {
        put("one", "content");
        Path bad = blob("one");
        Files.delete(bad);
        // Opened like a file, it cannot be read.
        Files.createSymbolicLink(bad, Path.of("/proc/self/mem"));

        Result fsck = ha.run("fsck", "--repair", "-o", "json");

        assertThat(fsck.code()).as(fsck.out() + fsck.err()).isEqualTo(8);
        assertThat(fsck.json().path("result").asText()).isEqualTo("error");
        assertThat(fsck.json().at("/elections/0/findings/0/kind").asText()).isEqualTo("unreadable-bytes");
        assertThat(fsck.json().at("/elections/0/findings/0/treatment").asText()).isEqualTo("left");
    }

    private void put(String name, String content) {
        assertThat(ha.runWithInput(content, "state", "put", "jobs", name, "--unfenced")
                        .code())
                .isZero();
    }

    private Path garbage() throws Exception {
        put("one", "content");
        Path left = blob("one").resolveSibling("0-left-1");
        Files.writeString(left, "left");
        nextTerm();
        return left;
    }

    private void nextTerm() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "default")) {
            assertThat(term.epoch()).isPositive();
        }
    }

    private Path blob(String name) throws IOException {
        try (Stream<Path> files = Files.walk(storage)) {
            List<Path> found = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/jobs/" + name + "/"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
