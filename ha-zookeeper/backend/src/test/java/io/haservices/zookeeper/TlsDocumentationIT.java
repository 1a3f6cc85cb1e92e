package io.haservices.zookeeper;

import static io.haservices.zookeeper.Calls.SCOPE;
import static io.haservices.zookeeper.Calls.active;
import static io.haservices.zookeeper.Calls.committed;
import static io.haservices.zookeeper.Calls.creation;
import static io.haservices.zookeeper.TlsFiles.PASSWORD;
import static io.haservices.zookeeper.TlsFiles.SSL;
import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.spi.coordination.Coordination;
import io.haservices.testkit.servers.ZooKeeperServers;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The commands and settings of docs/operations/zookeeper-security.md. */
@EnabledIfSystemProperty(
        named = "ha.test.zookeeper.client",
        matches = "3\\.9",
        disabledReason = "what the page says is the same for every client that knows TLS")
@SuppressWarnings("NullAway.Init")
class TlsDocumentationIT {
    private static final Path PAGE = Path.of("../../docs/operations/zookeeper-security.md");

    @TempDir
    private Path folder;

    @Test
    void whatThePageSaysWorks() throws Exception {
        List<String> page = Files.readAllLines(PAGE);
        run(page.stream().filter(line -> line.startsWith("    keytool ")).collect(Collectors.joining("\n")));
        try (ZooKeeperServers servers = ZooKeeperServers.version("3.9")
                        .withoutFsync()
                        .secure(folder.resolve("zk1.p12"), folder.resolve("ca.pem"), PASSWORD)
                        .start();
                Coordination client = active(TestClients.open(
                        servers.secureConnectString(), "page", Duration.ofSeconds(20), options(page)))) {
            committed(client, creation(SCOPE.key("key"), "x"));
        }
    }

    /** The settings of the page, with its files where they are here. */
    private String[] options(List<String> page) {
        List<String> options = new ArrayList<>();
        for (String line : page) {
            if (line.startsWith("    " + SSL)) {
                String[] setting = line.strip().split(": ", 2);
                options.add(setting[0]);
                options.add(setting[1].replace("/etc/ha", folder.toString()));
            }
        }
        assertThat(options).hasSize(8);
        return options.toArray(String[]::new);
    }

    private void run(String script) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", script).directory(folder.toFile());
        String tools = Path.of(System.getProperty("java.home"), "bin").toString();
        shell.environment().merge("PATH", tools, (path, first) -> first + File.pathSeparator + path);
        Path output = folder.resolve("output");
        Process process =
                shell.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).describedAs(Files.readString(output)).isZero();
    }
}
