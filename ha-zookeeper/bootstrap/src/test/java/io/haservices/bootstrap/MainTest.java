package io.haservices.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    Path conf;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsNothingThatTheShellWouldCarryOut() {
        assertThat(run("foreground-command", "--help")).isZero();
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8)).startsWith("usage:");
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("usage:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "start", "start 1 2", "restart 1", "start-quorum 1", "start one", "start 2"})
    void refusesWrongUsageWithCodeTwoAndWithoutATrace(String line) throws IOException {
        Files.writeString(conf.resolve("zoo.cfg"), "server.1=127.0.0.1\n");
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);
        assertThat(out.toString(UTF_8)).isEmpty();
        assertThat(err.toString(UTF_8).lines()).isNotEmpty().allMatch(text -> text.startsWith("zookeeper: "));
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThat(run("status", "1")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("cannot read " + conf.resolve("zoo.cfg"));
    }

    private int run(String... words) {
        return Main.run(
                List.of(words),
                Map.of("HA_CONF_DIR", conf.toString()),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }
}
