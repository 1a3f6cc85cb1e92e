package io.haservices.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.benchmarks.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From {@code kill -9} of a leading JVM to {@code onGranted} of one that stands by. {@code ./bench failover} runs the full number of
 * rounds; by itself this runs a few, and judges the median only, which it does with patience.
 */
class FailoverIT {
    private static final int ROUNDS = Integer.getInteger("ha.bench.rounds", 30);
    private static final Duration SESSION = Duration.ofSeconds(60);
    private static final Duration CONTROL = Duration.ofSeconds(Integer.getInteger("ha.bench.control.seconds", 6));
    private static final int FULL = 1_000;
    /** The promise where somebody measures, and what a machine of two cores keeps that does other things as well. */
    private static final double MEDIAN_MS = System.getProperty("ha.bench.rounds") == null ? 300 : 100;

    private static final double P99_MS = 500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"ZOOKEEPER", "ETCD"})
    void aKilledLeaderIsReplacedInMilliseconds(Service service) throws IOException {
        service.assumeAvailable();
        try (Service.Running running = service.start()) {
            Rounds rounds = new Rounds(running, folder);
            Samples killed = rounds.killed(3, ROUNDS, SESSION);
            Samples control = rounds.control(CONTROL);
            report(service, killed, control);

            assertThat(killed.median()).as(killed.toString()).isLessThan(MEDIAN_MS);
            if (ROUNDS >= FULL) {
                assertThat(killed.percentile(99)).as(killed.toString()).isLessThan(P99_MS);
            }
            // Servers look for expired sessions only now and then, so it takes at least that long and a little longer.
            assertThat(control.median())
                    .as("without evidence, with a session timeout of " + CONTROL)
                    .isGreaterThan(CONTROL.toMillis() / 2.0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ZOOKEEPER", "ETCD"})
    void aStoppedLeaderIsNotDeposed(Service service) {
        service.assumeAvailable();
        try (Service.Running running = service.start()) {
            Map<String, String> settings = new Rounds(running, folder).settings(SESSION, "refused");
            try (Contender leader = Contender.start(settings)) {
                leader.awaitGranted();
                try (Contender standby = Contender.start(settings)) {
                    standby.awaitFollowing();
                    leader.signal("STOP");
                    await().during(SESSION.dividedBy(6))
                            .atMost(SESSION.dividedBy(2))
                            .until(() -> !standby.wasGranted());
                    leader.signal("CONT");
                    await().during(Duration.ofSeconds(2))
                            .atMost(SESSION.dividedBy(2))
                            .until(() -> !standby.wasGranted() && !leader.wasRevoked());
                    // And its death is noticed all the same.
                    leader.kill();
                    standby.awaitGranted();
                }
            }
        }
    }

    private static void report(Service service, Samples killed, Samples control) throws IOException {
        System.out.println(
                "failover, " + service + ", three nodes, session timeout " + SESSION.toSeconds() + " s: " + killed);
        System.out.println("control, " + service + ", without the liveness endpoint, session timeout "
                + CONTROL.toSeconds() + " s: " + control);
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode result = mapper.createObjectNode()
                .put("benchmark", "failover")
                .put("service", service.toString())
                .put("nodes", 3)
                .put("session_timeout_ms", SESSION.toMillis());
        result.set("killed", killed.json());
        result.set("control", control.json().put("session_timeout_ms", CONTROL.toMillis()));
        Path results = Files.createDirectories(Path.of(System.getProperty("ha.bench.results", "target/results")));
        mapper.writerWithDefaultPrettyPrinter()
                .writeValue(results.resolve("failover-" + service + ".json").toFile(), result);
    }
}
