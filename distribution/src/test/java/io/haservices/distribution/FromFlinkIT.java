package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The guide for users of Apache Flink: its files are read as they are, its commands run as they stand. */
class FromFlinkIT {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w+)\n(.*?)^```", Pattern.DOTALL);
    private static final Pattern QUORUM = Pattern.compile("zk1:2181,zk2:2181,zk3:2181");
    private static final Pattern STORAGE = Pattern.compile("file:///var/lib/flink/ha");

    private static Unpacked unpacked;
    private static ScriptedQuorum quorum;

    @BeforeAll
    static void start() throws IOException {
        unpacked = Unpacked.fresh();
        quorum = ScriptedQuorum.started(unpacked);
    }

    @AfterAll
    static void stop() throws IOException {
        quorum.close();
        unpacked.close();
    }

    @Test
    void aFileOfFlink1GivesTheWarningsOfTheGuideAndItsCommandsWork() throws IOException {
        List<String> out = commands("flink-conf.yaml")
                .expect(0)
                .withoutTrace()
                .out()
                .lines()
                .toList();
        assertThat(warnings(out)).containsExactlyInAnyOrderElementsOf(documented("flink-conf.yaml"));
        assertThat(out)
                .contains("the configuration is valid; nothing was connected to")
                .contains("the configuration is valid; service and storage can be used")
                .anyMatch(line -> line.contains("zookeeper client: 3.4.14"))
                .anyMatch(line -> line.trim().equals("path: /flink/prod"))
                .anyMatch(line -> line.trim().equals("session-timeout-ms: 60000"))
                .anyMatch(line -> line.contains("here:8081"))
                .noneMatch(line -> line.contains("session-timeout-note"));
        try (ZooKeeperView zooKeeper = ZooKeeperView.of(quorum.connectString())) {
            assertThat(zooKeeper.find("/flink/prod/ha", "")).isNotEmpty();
            assertThat(zooKeeper.find("/flink/prod", ""))
                    .allMatch(node -> node.startsWith("/flink/prod/ha/")
                            || node.startsWith("/flink/prod/ha-sessions")
                            || node.equals("/flink/prod/ha")
                            || node.equals("/flink/prod"));
        }
    }

    @Test
    void aFileOfFlink2GivesTheWarningsOfTheGuideAndItsCommandsWork() throws IOException {
        // What one creates as its own is closed to the other.
        Ran ran = commands("config.yaml", "/flink", "/flink-2").expect(0).withoutTrace();
        List<String> out = ran.out().lines().toList();
        assertThat(warnings(out)).containsExactlyInAnyOrderElementsOf(documented("config.yaml"));
        assertThat(ran.out() + ran.err()).doesNotContain("flink:secret").contains("here:8081");
    }

    @Test
    void saysWhatTheServersGrantWhereThatIsNotWhatWasAskedFor() {
        String asked = "high-availability.zookeeper.client.session-timeout=1500";
        String reason = "a session timeout of 1500 ms is configured, but these servers grant at least 4000 ms: 2 ticks,"
                + " if their tickTime is 2000 ms";
        assertThat(unpacked.ha("status", "-D", asked).expect(0).out())
                .contains("session-timeout-ms: 4000")
                .contains("session-timeout-note: " + reason);
        assertThat(unpacked.ha("status", "-o", "json", "-D", asked)
                        .expect(0)
                        .json()
                        .at("/service/session_timeout_ms")
                        .asLong())
                .isEqualTo(4000);
        assertThat(unpacked.ha("config", "validate", "-D", asked).expect(0).out())
                .contains("warning: " + reason);
    }

    /** All blocks of commands, with the configuration of this name. */
    private static Ran commands(String file, String... replacement) throws IOException {
        String text = QUORUM.matcher(block("yaml", file)).replaceAll(quorum.connectString());
        text = STORAGE.matcher(text)
                .replaceAll(Matcher.quoteReplacement(
                        unpacked.beside("flink").toUri().toString()));
        text = replacement.length == 0
                ? text
                : text.replace(": " + replacement[0] + "\n", ": " + replacement[1] + "\n");
        Path folder = Files.createDirectories(unpacked.beside("conf of " + file));
        Files.writeString(folder.resolve(file), text);
        StringBuilder script = new StringBuilder("set -e\ncd '" + unpacked.home() + "'\n");
        BLOCK.matcher(guide())
                .results()
                .filter(block -> block.group(1).equals("sh"))
                .forEach(block -> script.append(block.group(2)));
        return Command.run(List.of("bash", "-c", script.toString()), Map.of("FLINK_CONF_DIR", folder.toString()), "");
    }

    /** Without the folder of the file, which is another one for every reader. */
    private static List<String> warnings(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("warning: "))
                .map(line -> line.replaceFirst("\\(/.*/([^/]+:\\d+)\\)", "($1)"))
                .distinct()
                .toList();
    }

    private static List<String> documented(String file) throws IOException {
        return BLOCK.matcher(guide())
                .results()
                .filter(block -> block.group(1).equals("text") && block.group(2).contains("(" + file + ":"))
                .flatMap(block -> block.group(2).lines())
                .toList();
    }

    private static String block(String language, String file) throws IOException {
        return BLOCK.matcher(guide())
                .results()
                .filter(block ->
                        block.group(1).equals(language) && block.group(2).startsWith("# " + file + "\n"))
                .map(block -> block.group(2))
                .findFirst()
                .orElseThrow();
    }

    private static String guide() throws IOException {
        return Files.readString(unpacked.home().resolve("docs/start/from-flink.md"));
    }
}
