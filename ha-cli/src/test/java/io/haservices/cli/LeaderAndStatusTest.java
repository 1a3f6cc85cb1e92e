package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.cli.CommandRunner.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaderAndStatusTest {
    @TempDir
    Path folder;

    private CommandRunner ha;

    @BeforeEach
    void prepare() {
        ha = new CommandRunner(folder);
    }

    @Test
    void answersNoWhenNobodyLeads() {
        Result leader = ha.run("leader", "-o", "json");

        assertThat(leader.code()).isEqualTo(1);
        assertThat(leader.json().path("election").asText()).isEqualTo("default");
        assertThat(leader.json().path("leader").isNull()).isTrue();
        assertThat(ha.run("leader").out()).contains("nobody");
    }

    @Test
    void showsTheLeader() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "default")) {
            JsonNode before = ha.run("leader", "-o", "json").json().path("leader");
            term.leadership().publish(Map.of("default", "host:1", "rpc", "host:2"));
            Result after = ha.run("leader", "-o", "json");

            assertThat(before.path("ready").asBoolean()).isFalse();
            assertThat(before.path("address").isNull()).isTrue();
            assertThat(after.code()).isZero();
            JsonNode leader = after.json().path("leader");
            assertThat(leader.path("id").asText()).isEqualTo(term.leadership().leaderId());
            assertThat(leader.path("epoch").asLong()).isEqualTo(term.epoch());
            assertThat(leader.path("ready").asBoolean()).isTrue();
            assertThat(leader.path("address").asText()).isEqualTo("host:1");
            assertThat(leader.path("addresses").path("rpc").asText()).isEqualTo("host:2");
            assertThat(ha.run("leader").out()).contains(term.leadership().leaderId(), "epoch " + term.epoch());
        }
    }

    @Test
    void takesTheElectionFromTheEnvironment() throws InterruptedException {
        try (TermInOffice term = new TermInOffice(ha, "jobs")) {
            assertThat(ha.run("leader").code()).isEqualTo(1);
            assertThat(ha.run("leader", "--election", "jobs").code()).isZero();
            ha.with("HA_ELECTION", "jobs");
            assertThat(ha.run("leader", "-o", "json").json().at("/leader/epoch").asLong())
                    .isEqualTo(term.epoch());
            assertThat(ha.run("leader", "--election", "default").code()).isEqualTo(1);
        }
    }

    @Test
    void showsEverythingAtOneGlance() throws InterruptedException {
        assertThat(ha.run("status").out()).contains("no election");
        try (TermInOffice term = new TermInOffice(ha, "jobs")) {
            ha.runWithInput("x", "state", "put", "s", "n", "--election", "jobs", "--unfenced");

            // The entry of a candidate may be a second late.
            await().until(() -> ha.run("status", "-o", "json")
                    .json()
                    .at("/elections/0/candidates/0")
                    .isObject());
            JsonNode status = ha.run("status", "-o", "json").json();

            assertThat(status.path("cluster_id").asText()).isEqualTo("test");
            assertThat(status.at("/service/session_state").asText()).isEqualTo("active");
            JsonNode election = status.at("/elections/0");
            assertThat(election.path("election").asText()).isEqualTo("jobs");
            assertThat(election.path("epoch").asLong()).isEqualTo(term.epoch());
            assertThat(election.at("/leader/id").asText())
                    .isEqualTo(term.leadership().leaderId());
            assertThat(election.at("/candidates/0/id").asText())
                    .isEqualTo(term.leadership().leaderId());
            assertThat(election.at("/stores/0/store").asText()).isEqualTo("s");
            assertThat(election.at("/stores/0/states").asInt()).isEqualTo(1);
            assertThat(ha.run("status").out()).contains("election jobs", "store s: 1 states");
        }
    }

    @Test
    void showsTheHistory() throws InterruptedException {
        assertThat(ha.run("history").out()).contains("no term of election 'default'");
        try (TermInOffice term = new TermInOffice(ha, "default")) {
            await().until(() ->
                    ha.run("history", "-o", "json").json().at("/terms/0/epoch").asLong() == term.epoch());
            assertThat(ha.run("history", "-o", "json")
                            .json()
                            .at("/terms/0/ended")
                            .isNull())
                    .isTrue();
            term.leadership().remark("its work was done");
        }
        JsonNode ended = ha.run("history", "-o", "json").json().at("/terms/0");
        assertThat(ended.path("reason").asText()).isEqualTo("CLOSED");
        assertThat(ended.path("detail").asText()).isEqualTo("its work was done");
        assertThat(ha.run("history").out()).contains("EPOCH", "CLOSED", "its work was done");
    }

    @Test
    void givesOutEveryCounterValueOnce() {
        assertThat(ha.run("counter", "get", "c", "-o", "json")
                        .json()
                        .path("value")
                        .asLong())
                .isZero();
        assertThat(ha.run("counter", "next", "c", "--unfenced").out()).isEqualTo("1\n");
        assertThat(ha.run("counter", "next", "c", "--unfenced", "-o", "json")
                        .json()
                        .path("value")
                        .asLong())
                .isEqualTo(2);
        assertThat(ha.run("counter", "get", "c").out()).isEqualTo("2\n");
        assertThat(ha.run("counter", "next", "c").code()).isEqualTo(2);
        assertThat(ha.run("counter", "next", "c", "--epoch", "99").code()).isEqualTo(3);
    }
}
