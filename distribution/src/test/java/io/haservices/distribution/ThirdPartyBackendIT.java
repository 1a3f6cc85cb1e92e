package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar of {@code examples/third-party-backend}, put where its README says. */
class ThirdPartyBackendIT {
    private static final Path JAR = Path.of(System.getProperty("ha.test.example.jar", ""));
    private static final Pattern LISTENING = Pattern.compile("listening at (\\S+)\n");

    private Unpacked unpacked;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
    }

    @AfterEach
    void remove() throws IOException {
        unpacked.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib", "plugins/example"})
    void leadsAndKeepsStateWithBackendsOfSomebodyElse(String folder) throws IOException {
        Path target = Files.createDirectories(unpacked.home().resolve(folder));
        Files.copy(JAR, target.resolve(JAR.getFileName()));
        String server = startServer(folder);
        unpacked.configure(Map.of(
                "high-availability",
                "tiny",
                "high-availability.tiny.server",
                server,
                "high-availability.storageDir",
                "flat://" + unpacked.beside("flat").toString().replace(" ", "%20")));
        dropZooKeepersKeys();
        unpacked.ha("config", "validate").expect(0);
        String plugin = folder.startsWith("plugins/") ? "example" : "null";
        assertThat(unpacked.ha("config", "show", "-o", "json")
                        .expect(0)
                        .json()
                        .path("coordination")
                        .get(0)
                        .path("plugin")
                        .asText())
                .isEqualTo(plugin);
        assertThat(unpacked.ha("run", "--", "sh", "-c", "echo it leads")
                        .expect(0)
                        .out())
                .contains("it leads");
        unpacked.haWith(Map.of(), "recovered", "state", "put", "store", "name", "--unfenced")
                .expect(0);
        assertThat(unpacked.ha("state", "get", "store", "name").expect(0).out()).isEqualTo("recovered");
    }

    private String startServer(String folder) {
        Path output = unpacked.beside("server.out");
        String home = unpacked.home().toString();
        Command.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        home + "/" + folder + "/*:" + home + "/lib/*",
                        "com.example.tiny.server.TinyServer"),
                Map.of(),
                output.toFile());
        return await("the server listens")
                .atMost(Duration.ofSeconds(90))
                .until(() -> LISTENING.matcher(Files.readString(output)), Matcher::find)
                .group(1);
    }

    /** The shipped ones say nothing to another backend. */
    private void dropZooKeepersKeys() throws IOException {
        Path file = unpacked.home().resolve("conf/ha.yaml");
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("high-availability.zookeeper."))
                        .toList());
    }
}
