package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.haservices.cli.CommandRunner.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    Path folder;

    private final CommandRunner unconfigured = CommandRunner.unconfigured();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "state",
                "state put",
                "state put only-a-store",
                "counter",
                "config",
                "leader --nonsense",
                "leader --timeout 5",
                "leader --timeout soon",
                "leader -D novalue",
                "-o yaml leader",
                "state get .. name",
                "run"
            })
    void refusesWrongUsageWithOneLineAndExitCodeTwo(String line) {
        Result result = unconfigured.run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("ha: ").contains("--help").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-o json state put", "state -o=json put", "state put --output json", "--output=json nonsense"})
    void tellsWrongUsageAsJsonWhenAskedTo(String line) {
        Result result = unconfigured.run(line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.error().path("code").asInt()).isEqualTo(2);
        assertThat(result.error().path("type").asText()).isEqualTo("usage");
        assertThat(result.error().path("message").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --restart-limit 3 -- true",
                "run --restart-delay 1s -- true",
                "run --restart-max-delay 1s -- true",
                "run --ready-within 5s -- true",
                "run --restart always --restart-limit -1 -- true"
            })
    void refusesOptionsWithoutEffectBeforeItWaitsForAnything(String line) {
        Result result = unconfigured.run(line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("give for instance");
    }

    @Test
    void saysInWordsWhatIsWrongWithAFile() {
        Path missing = folder.resolve("missing");
        Result result = unconfigured.run("state", "put", "store", "name", missing.toString(), "--unfenced");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("'" + missing + "' cannot be read: there is no such file or folder")
                .doesNotContain("Exception");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertThat(unconfigured.run("leadr").err()).contains("leader");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "leader",
                "status",
                "history",
                "transfer",
                "resign",
                "pause",
                "resume",
                "state",
                "state put",
                "state get",
                "state ls",
                "state rm",
                "counter",
                "counter next",
                "config",
                "config validate",
                "config show",
                "config options",
                "version",
                "demo",
                "completion"
            })
    void showsHelpForEveryCommand(String command) {
        Result result = unconfigured.run((command + " --help").trim().split(" "));

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Usage: ha").contains("--conf", "-o, --output", "--timeout");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "leader", "state", "counter", "config", "completion"})
    void showsExamples(String command) {
        assertThat(unconfigured.run((command + " --help").trim().split(" ")).out())
                .contains("Example");
    }

    @Test
    void hidesWhatIsNotForUsers() {
        assertThat(unconfigured.run("--help").out()).doesNotContain("demo-master");
        assertThat(unconfigured.run("demo", "--help").out()).doesNotContain("sabotage");
    }

    @Test
    void takesGlobalOptionsBeforeAndAfterTheCommand() {
        String storage = "high-availability.storageDir=" + folder.toUri();

        Result result = unconfigured.run(
                "-D", "high-availability=memory", "leader", "-o", "json", "-D", storage, "--timeout", "20s");

        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().path("schema").asInt()).isEqualTo(1);
    }

    @Test
    void tellsAllProblemsOfTheConfigurationWithoutTrace() {
        Result result = unconfigured.run("leader", "-D", "high-availability.storagedir=x", "-o", "json");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().path("type").asText()).isEqualTo("configuration");
        assertThat(result.error().path("problems")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(result.err()).doesNotContain("\tat ");
    }

    @Test
    void tellsAllProblemsAlsoWhenOneIsItsOwnTimeLimit() {
        Result result = unconfigured.run("leader", "-D", "high-availability.request-timeout=soon", "-o", "json");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.error().path("problems")).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-5S", "-5s", "P200000D", "5", "soon"})
    void refusesATimeLimitThatIsNone(String limit) {
        Result result = unconfigured.run("leader", "--timeout=" + limit);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(limit).hasLineCount(1);
    }

    @Test
    void showsTheTraceOnlyWhenAskedTo() {
        assertThat(unconfigured.run("leader").err()).doesNotContain("\tat ");
        assertThat(unconfigured.run("leader", "--verbose").err()).contains("\tat ");
        assertThat(CommandRunner.unconfigured()
                        .with("HA_DEBUG", "1")
                        .run("leader")
                        .err())
                .contains("\tat ");
    }

    @Test
    void usesColoursOnlyOnATerminalAndWhereTheyAreWelcome() {
        String validate = "config validate --offline";
        for (String line : List.of(validate, "--help")) {
            assertThat(colours(new CommandRunner(folder), line)).isFalse();
            assertThat(colours(new CommandRunner(folder).onATerminal(), line)).isTrue();
            assertThat(colours(new CommandRunner(folder).onATerminal(), line + " --no-color"))
                    .isFalse();
            assertThat(colours(new CommandRunner(folder).onATerminal().with("NO_COLOR", "1"), line))
                    .isFalse();
        }
    }

    private static boolean colours(CommandRunner ha, String line) {
        return ha.run(line.split(" ")).out().contains("\u001b[");
    }
}
