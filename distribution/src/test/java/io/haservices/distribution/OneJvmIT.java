package io.haservices.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.Leadership;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An embedding program that uses ZooKeeper, from its class path, and etcd, from the folder of plugins of the distribution, at one
 * time.
 */
class OneJvmIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    private Unpacked unpacked;

    @BeforeEach
    void unpack() throws IOException {
        assumeTrue(EtcdServers.areAvailable(), EtcdServers.WHY_NOT);
        unpacked = Unpacked.fresh();
    }

    @AfterEach
    void remove() throws IOException {
        if (unpacked != null) {
            unpacked.close();
        }
    }

    @Test
    void zooKeeperAndEtcdWorkSideBySide() throws Exception {
        try (ZooKeeperServers ensemble =
                        ZooKeeperServers.version("3.9").nodes(1).start();
                EtcdServers etcd = EtcdServers.ofNodes(1).start();
                HighAvailabilityServices onZooKeeper =
                        open("zookeeper", "high-availability.zookeeper.quorum", ensemble.connectString());
                HighAvailabilityServices onEtcd = open("etcd", "high-availability.etcd.endpoints", etcd.endpoints())) {
            Leader one = Leader.of(onZooKeeper);
            Leader other = Leader.of(onEtcd);
            for (int i = 0; i < 20; i++) {
                one.save("zookeeper " + i);
                other.save("etcd " + i);
            }
            assertThat(one.saved()).isEqualTo("zookeeper 19");
            assertThat(other.saved()).isEqualTo("etcd 19");
            assertThat(onEtcd.describe().toString()).contains("gRPC").doesNotContain("ZooKeeper");
            assertThatClassIsNotHere("io.grpc.ManagedChannel");
        }
    }

    private HighAvailabilityServices open(String backend, String key, String servers) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "high-availability",
                backend,
                key,
                servers,
                "high-availability.plugins.dir",
                unpacked.home().resolve("plugins").toString(),
                "high-availability.storageDir",
                unpacked.beside("storage-" + backend).toUri().toString().replaceAll("/$", "")));
        return HighAvailability.open(Configuration.of(values));
    }

    /** Whatever etcd's client needs is in its plugin alone. */
    private static void assertThatClassIsNotHere(String name) {
        assertThat(OneJvmIT.class
                        .getClassLoader()
                        .getResource(name.replace('.', '/').concat(".class")))
                .as(name)
                .isNull();
    }

    private static final class Leader implements LeaderContender {
        private final CompletableFuture<Leadership> granted = new CompletableFuture<>();

        static Leader of(HighAvailabilityServices services) {
            Leader leader = new Leader();
            services.leaderElection("jobs").start(leader);
            return leader;
        }

        void save(String text) throws Exception {
            leadership().stateStore("progress").put("last", text.getBytes(UTF_8));
        }

        String saved() throws Exception {
            return new String(leadership().stateStore("progress").read("last").orElseThrow(), UTF_8);
        }

        @Override
        public void onGranted(Leadership leadership) {
            granted.complete(leadership);
        }

        @Override
        public void onRevoked(Leadership leadership) {}

        private Leadership leadership() throws Exception {
            return granted.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
