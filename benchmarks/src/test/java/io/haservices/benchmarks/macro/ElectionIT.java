package io.haservices.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.testkit.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hand-over in good order on ZooKeeper. By itself it says that all arms work; {@code ./bench election} measures. */
class ElectionIT {
    private static final Effort EFFORT = Effort.asked();

    @TempDir
    Path folder;

    @Test
    void leadershipIsHandedOverByAllArms() throws Exception {
        List<Figure> figures;
        try (ZooKeeperServers servers = ZooKeeperServers.version("3.9").start()) {
            String quorum = servers.connectString();
            Map<String, String> settings = Map.of(
                    "high-availability",
                    "zookeeper",
                    "high-availability.zookeeper.quorum",
                    quorum,
                    "high-availability.liveness.bind-address",
                    "127.0.0.1",
                    "high-availability.storageDir",
                    folder.toUri().toString());
            List<Arm> arms = new ArrayList<>();
            try {
                arms.add(RawHandover.open(Goals.FLOOR, quorum, "/raw"));
                arms.add(CuratorHandover.open(Goals.CURATOR, quorum, "/curator"));
                arms.add(FlinkHandover.open(Goals.FLINK, quorum, "/flink"));
                arms.add(OurHandover.open(Arm.OURS, settings, "ours"));
                arms.add(OurHandover.open(Arm.OURS_AGAIN, settings, "again"));
                figures = new Match("election", "ZooKeeper", 1, Duration.ZERO, EFFORT.exchanges()).play(arms);
            } finally {
                arms.forEach(Arm::close);
            }
        }
        new Results("election", folder).write(figures);
        assertThat(figures).extracting(Figure::arm).contains(Goals.FLOOR, Goals.FLINK, Goals.CURATOR, Arm.OURS_AGAIN);
    }
}
