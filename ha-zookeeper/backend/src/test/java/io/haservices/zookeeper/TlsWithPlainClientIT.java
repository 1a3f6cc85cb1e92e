package io.haservices.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.config.Configuration;
import io.haservices.errors.ConfigurationException;
import io.haservices.testkit.servers.StoreFormat;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The client 3.4 knows no TLS: it would talk in the clear, so it must not talk at all. */
@EnabledIfSystemProperty(
        named = "ha.test.zookeeper.client",
        matches = "3\\.4",
        disabledReason = "the clients 3.5 and 3.9 know TLS, see TlsIT")
@SuppressWarnings("NullAway.Init")
class TlsWithPlainClientIT {
    @TempDir
    private Path folder;

    @Test
    void refusesTlsAndNamesTheJarsToMove() {
        Map<String, String> values = new HashMap<>();
        values.put("high-availability.zookeeper.quorum", "127.0.0.1:2281");
        String[] options = new TlsFiles(folder).good(StoreFormat.PEM);
        for (int i = 0; i < options.length; i += 2) {
            values.put(options[i], options[i + 1]);
        }
        assertThat(new ZooKeeperProvider().validate(Configuration.of(values)))
                .singleElement()
                .asString()
                .contains("ssl.enabled", "3.4 knows no TLS", "ha-zookeeper-client-3.4", "to opt/", "3.9");
    }

    @Test
    void connectsToNothing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(500);
            String quorum = "127.0.0.1:" + server.getLocalPort();
            String[] options = new TlsFiles(folder).good(StoreFormat.PEM);
            assertThatThrownBy(() -> TestClients.open(quorum, "none", Duration.ofSeconds(5), options))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("knows no TLS");
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
