package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real ZooKeeper, with leaders that are killed in the middle of their writes. */
class FsckIT {
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    private final List<HaProcess> started = new ArrayList<>();
    private ZooKeeperServers servers;
    private Path storage;
    private Path conf;

    @BeforeEach
    void startServer() throws IOException {
        servers = ZooKeeperServers.version("3.9").withoutFsync().start();
        storage = folder.resolve("storage");
        conf = Files.createDirectory(folder.resolve("conf"));
        configure(servers);
    }

    private void configure(ZooKeeperServers ensemble) throws IOException {
        Files.write(
                conf.resolve("ha.yaml"),
                List.of(
                        "high-availability: zookeeper",
                        "high-availability.zookeeper.quorum: " + ensemble.connectString(),
                        "high-availability.zookeeper.client.session-timeout: 4 s",
                        "high-availability.cleanup.interval: 0",
                        "high-availability.storageDir: " + storage.toUri()));
    }

    @AfterEach
    void stopServer() {
        started.forEach(HaProcess::close);
        servers.close();
    }

    @Test
    void repairsWhatKilledLeadersLeftWhileTheNextOneWritesAndLosesNothingWhenTheServiceIsWiped() throws IOException {
        HaProcess writer = writer();
        int removed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            writer.signal("KILL");
            writer.exitCode();
            writer = writer();

            HaProcess repair = ha("fsck", "--repair", "-o", "json");
            assertThat(repair.exitCode()).as(repair.said()).isIn(0, 1);
            JsonNode election = repair.json().at("/elections/0");
            assertThat(election.path("states").asInt()).isEqualTo(4);
            removed += election.path("findings").size();
        }
        assertThat(writer.process().isAlive()).as(writer.said()).isTrue();
        writer.signal("KILL");
        writer.exitCode();
        assertThat(removed).as("what %s killed leaders left behind", KILLS).isPositive();
        HaProcess clean = ha("fsck", "-o", "json");
        assertThat(clean.exitCode()).as(clean.said()).isZero();
        assertThat(clean.json().at("/elections/0/bytes_read").asLong()).isGreaterThan(4 * 300_000L);
        long epoch = clean.json().at("/elections/0/epoch").asLong();
        List<Path> before = blobs();

        servers.close();
        servers = ZooKeeperServers.version("3.9").withoutFsync().start();
        configure(servers);
        writer();

        HaProcess wiped = ha("fsck", "--repair", "-o", "json");
        assertThat(wiped.exitCode()).as(wiped.said()).isEqualTo(4);
        JsonNode other = wiped.json().at("/elections/0/other_origins/0");
        assertThat(other.path("treatment").asText()).isEqualTo("left");
        assertThat(wiped.json().at("/elections/0/epoch").asLong()).isGreaterThan(epoch);
        assertThat(other.path("highest_epoch").asLong()).isEqualTo(epoch);
        assertThat(blobs()).containsAll(before);
    }

    @Test
    void endsWith8WhenTheServiceCannotBeReached() {
        servers.close();
        HaProcess fsck = ha("fsck", "--timeout", "2s", "-o", "json");
        assertThat(fsck.exitCode()).as(fsck.said()).isEqualTo(8);
        assertThat(fsck.err()).contains("\"code\":8", "unreachable");
    }

    private HaProcess writer() {
        List<String> words = new ArrayList<>(HaProcess.ha());
        words.set(words.size() - 1, FullSpeedWriterMain.class.getName());
        words.add(conf.toString());
        HaProcess writer = HaProcess.start(folder, Map.of(), words);
        started.add(writer);
        writer.awaitOut("writing in term");
        return writer;
    }

    private HaProcess ha(String... arguments) {
        HaProcess process = HaProcess.start(folder, Map.of("HA_CONF_DIR", conf.toString()), HaProcess.ha(arguments));
        started.add(process);
        return process;
    }

    private List<Path> blobs() throws IOException {
        try (Stream<Path> files = Files.walk(storage)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
