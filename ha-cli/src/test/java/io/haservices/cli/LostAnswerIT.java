package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.testkit.proxy.Direction;
import io.haservices.testkit.proxy.FaultProxy;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A write whose answer is lost for good, on a real ZooKeeper (CLI-10). */
class LostAnswerIT {
    /** Of the command; many round trips fit into it, each of which the proxy makes last longer. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /** Between the commit, which the server gets at once, and its answer: time to see the bytes in the storage. */
    private static final Duration WINDOW = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final List<HaProcess> started = new ArrayList<>();
    private ZooKeeperServers servers;
    private FaultProxy proxy;
    private Path storage;

    @BeforeEach
    void startServer() {
        servers = ZooKeeperServers.version("3.9").withoutFsync().start();
        proxy = servers.clientProxy(1);
        storage = folder.resolve("storage");
    }

    @AfterEach
    void stopServer() {
        started.forEach(HaProcess::close);
        servers.close();
    }

    @Test
    void endsWith4AndTheMarkAndARepetitionWithTheMarkHasWrittenOnce() throws IOException {
        Path conf = configure();
        Path content = Files.writeString(folder.resolve("content"), "the content");
        assertThat(ha(conf, "state", "put", "jobs", "other", content.toString(), "--unfenced")
                        .exitCode())
                .isZero();

        proxy.delay(Direction.TO_CLIENT, WINDOW, Duration.ZERO);
        long start = System.nanoTime();
        HaProcess lost = ha(conf, "state", "put", "jobs", "plan", content.toString(), "--unfenced", "--if-absent");
        // Nothing but the commit comes after the bytes.
        await("the bytes are in the storage")
                .atMost(HaProcess.LONG)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    assertThat(lost.process().isAlive()).as(lost.said()).isTrue();
                    return !blobsOf("plan").isEmpty();
                });
        proxy.swallow(Direction.TO_CLIENT);
        proxy.refuse();

        assertThat(lost.exitCode()).as(lost.said()).isEqualTo(4);
        // To connect, for an answer to each of the three requests, and for looking twice as long what became of the
        // last.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.multipliedBy(7));
        assertThat(lost.out()).isEmpty();
        Matcher mark = Pattern.compile("--mark (\\S+)").matcher(lost.err());
        assertThat(mark.find()).as(lost.said()).isTrue();

        proxy.heal();
        HaProcess again = ha(
                conf,
                "state",
                "put",
                "jobs",
                "plan",
                content.toString(),
                "--unfenced",
                "--if-absent",
                "--mark",
                mark.group(1),
                "-o",
                "json");

        assertThat(again.exitCode()).as(again.said()).isZero();
        assertThat(again.json().path("mark").asText()).isEqualTo(mark.group(1));
        HaProcess list = ha(conf, "state", "ls", "jobs", "-o", "json");
        assertThat(list.exitCode()).as(list.said()).isZero();
        JsonNode plan = list.json().at("/states/1");
        assertThat(plan.path("name").asText()).isEqualTo("plan");
        // The version that a pointer is created with: it was written once, by the attempt whose answer was lost.
        assertThat(plan.path("version").asText())
                .endsWith(".0")
                .isEqualTo(again.json().path("version").asText());
        assertThat(blobsOf("plan")).hasSize(1);
        assertThat(ha(conf, "state", "get", "jobs", "plan").exitCode()).isZero();
    }

    private Path configure() throws IOException {
        Path conf = Files.createDirectory(folder.resolve("conf"));
        Files.write(
                conf.resolve("ha.yaml"),
                List.of(
                        "high-availability: zookeeper",
                        "high-availability.zookeeper.quorum: " + servers.proxiedConnectString(),
                        "high-availability.zookeeper.client.session-timeout: 12 s",
                        "high-availability.storageDir: " + storage.toUri()));
        return conf;
    }

    private HaProcess ha(Path conf, String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--timeout", LIMIT.toSeconds() + "s"));
        HaProcess process = HaProcess.start(
                folder, Map.of("HA_CONF_DIR", conf.toString()), HaProcess.ha(words.toArray(String[]::new)));
        started.add(process);
        return process;
    }

    private List<Path> blobsOf(String name) {
        if (!Files.isDirectory(storage)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(storage)) {
            return files.filter(file -> file.toString().contains("/" + name + "/") && Files.isRegularFile(file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
