package io.haservices.benchmarks.macro;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.testkit.servers.ZooKeeperServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States in files, pointers in ZooKeeper. By itself it says that all arms work; {@code ./bench state} measures. */
class StateIT {
    private static final Effort EFFORT = Effort.asked();
    private static final int KIB = 1024;

    /** What opens an arm's store. */
    private interface Opening {
        States open() throws Exception;
    }

    @TempDir
    Path folder;

    private int opened;

    @Test
    void statesAreWrittenAndReadByAllArms() throws Exception {
        List<Figure> figures = new ArrayList<>();
        try (ZooKeeperServers servers = ZooKeeperServers.version("3.9").start()) {
            figures.addAll(life(servers, "1 KiB, 1 thread", KIB, 1));
            figures.addAll(life(servers, "1 KiB, 8 threads", KIB, 8));
            if (EFFORT.isMeasured()) {
                figures.addAll(life(servers, "1 KiB, 64 threads", KIB, 64));
                figures.addAll(life(servers, "64 KiB, 1 thread", 64 * KIB, 1));
            }
            if (EFFORT.isFull()) {
                figures.addAll(life(servers, "64 KiB, 8 threads", 64 * KIB, 8));
                figures.addAll(life(servers, "16 MiB, 1 thread", 16 * KIB * KIB, 1));
            }
            figures.addAll(window(servers));
        }
        new Results("state", folder).write(figures);
        assertThat(figures).extracting(Figure::arm).contains(Goals.FLOOR, Goals.FLINK, Arm.OURS_AGAIN);
    }

    @Test
    void allStatesAreReadByANewLeader() throws Exception {
        List<Figure> figures;
        try (ZooKeeperServers servers = ZooKeeperServers.version("3.9").start()) {
            List<Arm> arms = new ArrayList<>();
            try {
                for (Map.Entry<String, Opening> opening :
                        openings(servers, false).entrySet()) {
                    arms.add(StateArms.recovery(
                            opening.getKey(), opening.getValue().open(), content(KIB), EFFORT.states()));
                }
                figures = new Match("recovery", "states of 1 KiB", 1, Duration.ofMillis(1), EFFORT.exchanges())
                        .play(arms);
            } finally {
                closeAll(arms);
            }
        }
        new Results("recovery", folder).write(figures);
        assertThat(figures).extracting(Figure::arm).contains(Goals.FLOOR, Goals.FLINK, Arm.OURS_AGAIN);
    }

    private List<Figure> life(ZooKeeperServers servers, String condition, int length, int threads) throws Exception {
        List<Arm> arms = new ArrayList<>();
        try {
            for (Map.Entry<String, Opening> opening : openings(servers, true).entrySet()) {
                arms.add(StateArms.life(opening.getKey(), opening.getValue().open(), content(length)));
            }
            // A block is at least one life in each thread, so many threads take long.
            int rounds = threads > 8 ? EFFORT.few() : EFFORT.rounds();
            return new Match("state", condition, threads, EFFORT.block(), rounds).play(arms);
        } finally {
            closeAll(arms);
        }
    }

    private List<Figure> window(ZooKeeperServers servers) throws Exception {
        List<Arm> arms = new ArrayList<>();
        try {
            for (Map.Entry<String, Opening> opening : openings(servers, true).entrySet()) {
                arms.add(StateArms.window(opening.getKey(), opening.getValue().open(), content(KIB)));
            }
            return new Match("state", "1 KiB, last 10 kept", 1, EFFORT.block(), EFFORT.rounds()).play(arms);
        } finally {
            closeAll(arms);
        }
    }

    /** Every one has a part of the service and a folder of its own. */
    private Map<String, Opening> openings(ZooKeeperServers servers, boolean withForced) {
        opened++;
        String root = "/of-" + opened;
        String quorum = servers.connectString();
        Map<String, String> settings = Map.of(
                "high-availability",
                "zookeeper",
                "high-availability.zookeeper.quorum",
                quorum,
                "high-availability.storageDir",
                folder.resolve("ours-" + opened).toUri().toString());
        Map<String, Opening> openings = new LinkedHashMap<>();
        openings.put(Goals.FLOOR, () -> RawStates.open(quorum, root + "-raw", folder.resolve("raw-" + opened)));
        openings.put(Goals.FLINK, () -> FlinkStates.open(quorum, root + "-flink", folder.resolve("flink-" + opened)));
        if (withForced) {
            openings.put(
                    Goals.FLINK_FORCED,
                    () -> FlinkStates.forced(quorum, root + "-forced", folder.resolve("forced-" + opened)));
        }
        openings.put(Arm.OURS, () -> OurStates.open(settings, "ours-" + opened));
        openings.put(Arm.OURS_AGAIN, () -> OurStates.open(settings, "again-" + opened));
        return openings;
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static void closeAll(List<Arm> arms) {
        arms.forEach(Arm::close);
    }
}
