package io.haservices.benchmarks.many;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.benchmarks.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One process that leads thousands of elections dies, is closed, and expires; another takes all of them over, and the service bears it.
 * {@code ./bench many} does it with 10,000 and judges the times; by itself this takes fewer, and judges that it works, and that there is
 * neither a thread nor much memory for each.
 */
class ManyElectionsIT {
    private static final int ELECTIONS = Integer.getInteger("ha.bench.elections", 2_000);
    private static final boolean JUDGED = System.getProperty("ha.bench.elections") != null;
    private static final int FULL = 10_000;
    private static final Duration SESSION = Duration.ofSeconds(60);
    private static final Duration SHORT_SESSION = Duration.ofSeconds(10);
    private static final double KILLED_SECONDS = 5;
    private static final double CLOSED_SECONDS = 3;
    private static final int MOST_THREADS = 200;
    private static final long MOST_BYTES = 20_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void anotherProcessTakesAllElectionsOver(Service service) throws IOException {
        service.assumeAvailable();
        try (Service.Running running = service.start()) {
            double killed;
            double closed;
            double expired;
            Master.Figures figures;
            try (Master first = started(running, SESSION);
                    Master second = standingBy(running, first, SESSION)) {
                killed = seconds(second.awaitAllGranted(first.kill()));
                second.awaitQuiet();
                figures = second.figures();
                try (Master third = standingBy(running, second, SHORT_SESSION)) {
                    closed = seconds(third.awaitAllGranted(second.end()));
                    // Nobody stands by when it dies: its session expires, with everything that is bound to it.
                    third.awaitQuiet();
                    long dead = third.kill();
                    try (Master fourth = Master.start(ELECTIONS, "many-", settings(running, SHORT_SESSION))) {
                        expired = seconds(fourth.awaitAllGranted(dead));
                        assertThat(fourth.figures().led()).isEqualTo(ELECTIONS);
                    }
                }
            }
            report(service, figures, killed, closed, expired);
            assertThat(figures.led()).isEqualTo(ELECTIONS);
            assertThat(figures.mostThreads()).as("threads").isLessThan(MOST_THREADS);
            assertThat(figures.bytes()).as("bytes of heap for each election").isLessThan(MOST_BYTES);
            // Nobody waited for a session.
            assertThat(killed).as("seconds after kill -9").isLessThan(SESSION.toSeconds() / 2.0);
            if (JUDGED && ELECTIONS >= FULL) {
                assertThat(killed).as("seconds after kill -9").isLessThan(KILLED_SECONDS);
                assertThat(closed).as("seconds after close").isLessThan(CLOSED_SECONDS);
            }
        }
    }

    private Master started(Service.Running service, Duration session) {
        Master master = Master.start(ELECTIONS, "many-", settings(service, session));
        master.awaitAllGranted(0);
        master.awaitQuiet();
        return master;
    }

    private Master standingBy(Service.Running service, Master leader, Duration session) {
        Master master = Master.start(ELECTIONS, "many-", settings(service, session));
        master.awaitQuiet();
        leader.awaitQuiet();
        return master;
    }

    private Map<String, String> settings(Service.Running service, Duration session) {
        Map<String, String> settings = new HashMap<>(service.settings().with(session));
        settings.put("high-availability.cluster-id", "bench");
        settings.put("high-availability.storageDir", folder.toUri().toString());
        settings.put("high-availability.tolerate-suspended-connections", "true");
        settings.put("high-availability.liveness.bind-address", "127.0.0.1");
        settings.put("high-availability.liveness.policy", "refused");
        return settings;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static void report(Service service, Master.Figures figures, double killed, double closed, double expired)
            throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%d elections, %s, three nodes: all granted %.2f s after kill -9, %.2f s after close, %.2f s after kill -9 with nobody"
                        + " standing by (session %d s); %d bytes of heap an election, at most %d threads%n",
                ELECTIONS,
                service,
                killed,
                closed,
                expired,
                SHORT_SESSION.toSeconds(),
                figures.bytes(),
                figures.mostThreads());
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode result = mapper.createObjectNode()
                .put("benchmark", "many")
                .put("service", service.toString())
                .put("nodes", 3)
                .put("elections", ELECTIONS)
                .put("killed_s", killed)
                .put("closed_s", closed)
                .put("expired_s", expired)
                .put("heap_bytes_per_election", figures.bytes())
                .put("most_threads", figures.mostThreads());
        Path results = Files.createDirectories(Path.of(System.getProperty("ha.bench.results", "target/results")));
        mapper.writerWithDefaultPrettyPrinter()
                .writeValue(results.resolve("many-" + service + ".json").toFile(), result);
    }
}
