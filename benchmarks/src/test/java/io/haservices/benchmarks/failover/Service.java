package io.haservices.benchmarks.failover;

import io.haservices.testkit.servers.EtcdServers;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A coordination service of three nodes, which are processes of this machine. */
enum Service {
    ZOOKEEPER {
        @Override
        Running start() {
            ZooKeeperServers servers = ZooKeeperServers.version("3.9")
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
    },
    ETCD {
        @Override
        boolean isAvailable() {
            return EtcdServers.areAvailable();
        }

        @Override
        Running start() {
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
    interface Settings {
        Map<String, String> with(Duration sessionTimeout);
    }

    /** A service that runs, until it is closed. */
    record Running(Settings settings, Runnable stop) implements AutoCloseable {
        @Override
        public void close() {
            stop.run();
        }
    }

    boolean isAvailable() {
        return true;
    }

    abstract Running start();

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
