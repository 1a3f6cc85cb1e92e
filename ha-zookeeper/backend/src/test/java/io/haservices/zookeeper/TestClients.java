package io.haservices.zookeeper;

import io.haservices.config.Configuration;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.coordination.CoordinationContext;
import io.haservices.testkit.servers.ZooKeeperServers;
import io.haservices.values.MonotonicClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Opens clients as users do, by configuration. */
final class TestClients {
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private TestClients() {}

    /** Which server the tests run against; the client jar is a matter of the class path. */
    static String serverVersion() {
        return System.getProperty("ha.test.zookeeper.server", System.getProperty("ha.test.zookeeper.client", "3.4"));
    }

    /** The files for TLS, if that is what the tests are to run over. */
    static Optional<TlsFiles> overTls() {
        if (!Boolean.getBoolean("ha.test.zookeeper.tls")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TlsFiles(Files.createTempDirectory(Path.of("target"), "tls-")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ZooKeeperServers servers(int nodes) {
        return ZooKeeperServers.version(serverVersion())
                .nodes(nodes)
                .withoutFsync()
                .start();
    }

    static Coordination open(String quorum, String clusterId, Duration sessionTimeout, String... more) {
        Map<String, String> values = new HashMap<>();
        values.put("high-availability.zookeeper.quorum", quorum);
        values.put("high-availability.zookeeper.client.session-timeout", sessionTimeout.toMillis() + " ms");
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return new ZooKeeperProvider()
                .open(new CoordinationContext(
                        Configuration.of(values), clusterId, MonotonicClock.SYSTEM, REQUEST_TIMEOUT));
    }
}
