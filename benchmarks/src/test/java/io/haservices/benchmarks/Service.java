package io.haservices.benchmarks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A coordination service of three nodes, which are processes of this machine, with its defaults; ZooKeeper's servers are 3.9 unless it says otherwise. */
public enum Service {
    ZOOKEEPER_3_4 {
        @Override
        public Running start() {
            return zooKeeper("3.4");
        }
    },
    ZOOKEEPER {
        @Override
        public Running start() {
            return zooKeeper("3.9");
        }
    },
    ETCD {
        @Override
        public boolean isAvailable() {
            return EtcdServers.areAvailable();
        }

        @Override
        public Running start() {
            EtcdServers servers = EtcdServers.ofNodes(3).start();
            return new Running(
                    timeout -> Map.of(
                            "high-availability",
                            "etcd",
                            "high-availability.etcd.endpoints",
                            servers.endpoints(),
                            "high-availability.etcd.lease-ttl",
                            timeout.toMillis() + " ms"),
                    servers::close);
        }
    };

    /** How a client is configured for a service that runs. */
    public interface Settings {
        Map<String, String> with(Duration sessionTimeout);
    }

    /** A service that runs, until it is closed. */
    public record Running(Settings settings, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }

    public boolean isAvailable() {
        return true;
    }

    /** Skips the test, and says why, where the service is not to be had. */
    public void assumeAvailable() {
        if (!isAvailable()) {
            System.out.println("SKIPPED " + this + ": " + EtcdServers.WHY_NOT);
        }
        assumeTrue(isAvailable(), EtcdServers.WHY_NOT);
    }

    public abstract Running start();

    private static Running zooKeeper(String version) {
        ZooKeeperServers servers = ZooKeeperServers.version(version)
                .nodes(3)
                .sessionTimeouts(Duration.ofSeconds(4), Duration.ofMinutes(2))
                .start();
        return new Running(
                timeout -> Map.of(
                        "high-availability",
                        "zookeeper",
                        "high-availability.zookeeper.quorum",
                        servers.connectString(),
                        "high-availability.zookeeper.client.session-timeout",
                        timeout.toMillis() + " ms"),
                servers::close);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", "-").replace('_', '.');
    }
}
