package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.cli.CommandRunner.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteeringCommandsTest {
    @TempDir
    Path folder;

    private CommandRunner ha;

    @BeforeEach
    void prepare() {
        ha = new CommandRunner(folder);
    }

    @Test
    void pausesAndResumes() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "default")) {
            Result paused = ha.run("pause", "--reason", "new switches", "--for", "1h", "-o", "json");
            assertThat(paused.code()).as(paused.err()).isZero();
            JsonNode pause = paused.json().path("paused");
            assertThat(pause.path("reason").asText()).isEqualTo("new switches");
            assertThat(pause.path("for_millis").asLong()).isEqualTo(3_600_000);
            assertThat(pause.path("candidate_id").asText())
                    .isEqualTo(term.leadership().leaderId());
            assertThat(ha.run("status", "-o", "json").json().at("/elections/0/paused"))
                    .isEqualTo(pause);
            assertThat(ha.run("leader", "-o", "json").json().path("paused")).isEqualTo(pause);
            assertThat(ha.run("status").out()).contains("paused since", "new switches");
            assertThat(ha.run("leader").out()).contains("paused since", "new switches");

            Result again = ha.run("pause", "--reason", "another", "-o", "json");
            assertThat(again.code()).isEqualTo(1);
            assertThat(again.error().path("type").asText()).isEqualTo("refused");
            assertThat(again.err()).contains("paused already", "new switches");

            assertThat(ha.run("resume", "-o", "json").json().path("resumed").asBoolean())
                    .isTrue();
            assertThat(ha.run("leader", "-o", "json").json().path("paused").isNull())
                    .isTrue();
            assertThat(ha.run("resume").code()).isEqualTo(1);
        }
    }

    @Test
    void saysThatACandidateWithoutAnIdIsNotKnownAgain() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "default")) {
            Result paused = ha.run("pause", "--reason", "test");
            assertThat(paused.out())
                    .contains("is paused since", term.leadership().leaderId());
            assertThat(paused.err()).contains("no high-availability.candidate-id");
        }
    }

    @Test
    void transfersToAnotherCandidate() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "default");
                Standby other = new Standby(ha, "default")) {
            Result refused = ha.run("transfer", "--to", "x");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("no candidate 'x' stands by; there is " + other.id());

            Result done = ha.run("transfer", "--to", other.id(), "-o", "json");
            assertThat(done.code()).as(done.err()).isZero();
            assertThat(done.json().path("leader_id").asText()).isEqualTo(other.id());
            assertThat(done.json().path("epoch").asLong()).isEqualTo(term.epoch() + 1);
            assertThat(ha.run("leader", "-o", "json").json().at("/leader/id").asText())
                    .isEqualTo(other.id());
            JsonNode status = ha.run("status", "-o", "json").json().at("/elections/0");
            assertThat(status.path("preemption_suspended").asBoolean()).isTrue();
            assertThat(status.path("reserved_for").isNull()).isTrue();
            assertThat(ha.run("transfer", "--to", other.id()).err()).contains("leads already");
        }
    }

    @Test
    void hasTheLeaderResign() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "default")) {
            Result resigned = ha.run("resign");
            assertThat(resigned.code()).as(resigned.err()).isZero();
            assertThat(resigned.out()).contains("has given up epoch " + term.epoch());
            assertThat(resigned.err()).contains("asking the leader of election 'default' to give up");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer", "resign", "pause --reason r", "resume"})
    void refusesWhatNobodyEverLed(String command) {
        Result refused = ha.run((command + " --election typo").split(" "));
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().lines().filter(line -> line.contains("cannot be")))
                .singleElement()
                .asString()
                .contains("'typo'", "nobody has ever led");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pause",
                "pause --reason",
                "pause --reason r --for 10",
                "pause --reason r --for 0s",
                "pause --reason r --for soon",
                "transfer --to",
                "transfer x",
                "resume x"
            })
    void refusesWrongUsage(String command) {
        assertThat(ha.run(command.split(" ")).code()).isEqualTo(2);
        assertThat(ha.run("pause", "--reason", " ").code()).isEqualTo(2);
        assertThat(ha.run("transfer", "--to", "").code()).isEqualTo(2);
    }

    @Test
    void saysThatNobodyLeads() throws InterruptedException {
        new TermInOffice(ha, "default").close();
        assertThat(ha.run("transfer").err()).contains("nobody leads it now");
        assertThat(ha.run("resign").err()).contains("nobody leads it now");
    }
}
