package io.haservices.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long commands take from nothing, from the unpacked tarball, beside a JVM that does nothing; {@code ./bench cli}. */
class CommandIT {
    private static final Effort EFFORT = Effort.asked();
    private static final String HOME = System.getProperty("ha.bench.distribution", "");

    @TempDir
    Path folder;

    @Test
    void questionsAreAnswered() throws Exception {
        assumeTrue(!HOME.isEmpty(), "no unpacked distribution: ./bench cli makes one");
        List<Figure> figures;
        try (ZooKeeperServers servers = ZooKeeperServers.version("3.9").start()) {
            Map<String, String> settings = Map.of(
                    "high-availability",
                    "zookeeper",
                    "high-availability.zookeeper.quorum",
                    servers.connectString(),
                    // What the shipped configuration says, which the commands read as well.
                    "high-availability.zookeeper.path.root",
                    "/ha-services",
                    "high-availability.liveness.bind-address",
                    "127.0.0.1",
                    "high-availability.storageDir",
                    folder.toUri().toString(),
                    "high-availability.cluster-id",
                    "bench");
            try (HighAvailabilityServices services = HighAvailability.open(Configuration.of(settings));
                    LeaderElection election = services.leaderElection("default")) {
                Leadership leadership = Granted.leadershipOf(election);
                leadership.publish("one:8080");
                leadership.stateStore("clock").add("last", new byte[] {'1', '2'});
                figures = new Match("cli", "ZooKeeper", 1, Duration.ZERO, EFFORT.exchanges())
                        .play(List.of(
                                command(Goals.BARE_JVM, Map.of(), true),
                                command(Arm.OURS, settings, false),
                                command(Arm.OURS_AGAIN, settings, false)));
            }
        }
        new Results("cli", folder).write(figures, Sizes.of(Path.of(HOME)));
        assertThat(figures).extracting(Figure::arm).contains(Goals.BARE_JVM, Arm.OURS_AGAIN);
    }

    private Arm command(String name, Map<String, String> settings, boolean isBare) {
        return new Arm() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void once(Steps steps) throws Exception {
                steps.time("ha leader", () -> run(isBare ? bare() : ha(settings, "leader")));
                steps.time("ha state get", () -> run(isBare ? bare() : ha(settings, "state", "get", "clock", "last")));
            }

            @Override
            public void close() {}
        };
    }

    private static List<String> bare() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                String.valueOf(System.getProperty("java.class.path")).split(File.pathSeparator, 2)[0],
                Nothing.class.getName());
    }

    private static List<String> ha(Map<String, String> settings, String... command) {
        List<String> words = new ArrayList<>(List.of(Path.of(HOME, "bin", "ha").toString()));
        words.addAll(List.of(command));
        settings.forEach((key, value) -> words.addAll(List.of("-D", key + "=" + value)));
        return words;
    }

    private void run(List<String> words) throws Exception {
        File output = folder.resolve("output").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output);
        builder.environment()
                .putAll(Map.of(
                        "XDG_CACHE_HOME", folder.resolve("cache").toString(),
                        "JAVA_HOME", String.valueOf(System.getProperty("java.home"))));
        Process process = builder.start();
        if (process.waitFor() != 0) {
            throw new AssertionError(
                    words + " ended with " + process.exitValue() + ": " + Files.readString(output.toPath()));
        }
    }
}
