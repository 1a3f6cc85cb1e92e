package io.haservices.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.haservices.cli.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InformationTest {
    @TempDir
    Path folder;

    @Test
    void showsVersionsWithoutAnyConfiguration() {
        Result version = CommandRunner.unconfigured().run("version", "-o", "json");

        assertThat(version.code()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.json().path("version").asText()).isNotEmpty();
        assertThat(version.json().at("/java/version").asText())
                .startsWith(Integer.toString(Runtime.version().feature()));
        assertThat(version.json().path("coordination").findValuesAsText("name")).contains("memory");
        assertThat(version.json().path("storage").toString()).contains("file");
        assertThat(CommandRunner.unconfigured().run("version").out()).startsWith("HA Services ");
    }

    @Test
    void validatesWithAllProblemsAtOnce() {
        Result validation = new CommandRunner(folder)
                .run(
                        "config",
                        "validate",
                        "-o",
                        "json",
                        "-D",
                        "high-availability=memori",
                        "-D",
                        "high-availability.request-timeout=soon",
                        "-D",
                        "high-availability.cluster-idd=x");

        assertThat(validation.code()).isEqualTo(2);
        assertThat(validation.json().path("valid").asBoolean()).isFalse();
        assertThat(validation.json().path("problems")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(validation.out()).contains("did you mean 'memory'", "soon", "high-availability.cluster-id");
    }

    @Test
    void validatesByReallyUsingServiceAndStorage() throws IOException {
        Result valid = new CommandRunner(folder).run("config", "validate");
        assertThat(valid.code()).as(valid.out()).isZero();
        assertThat(valid.out()).contains("session timeout ", "a leader that crashes is replaced");
        Path file = Files.createFile(folder.resolve("file"));
        Result unusable = new CommandRunner(file).run("config", "validate", "-o", "json");
        Result offline = new CommandRunner(file).run("config", "validate", "--offline", "-o", "json");

        assertThat(unusable.code()).isIn(2, 5);
        assertThat(unusable.json().path("problems")).isNotEmpty();
        assertThat(offline.json().path("usable").asBoolean(false)).isFalse();
    }

    @Test
    void showsValuesWithTheirOriginAndMasksSecrets() throws IOException {
        Files.writeString(folder.resolve("ha.yaml"), "high-availability: memory\nmy.password: hunter2\n");

        Result show = CommandRunner.unconfigured()
                .run(
                        "config",
                        "show",
                        "-o",
                        "json",
                        "--conf",
                        folder.toString(),
                        "-D",
                        "high-availability.cluster-id=c");

        assertThat(show.code()).isZero();
        assertThat(show.out()).doesNotContain("hunter2").contains("ha.yaml:1").contains("command line");
        JsonNode values = show.json().path("values");
        assertThat(values.findValuesAsText("key")).contains("high-availability", "my.password");
        assertThat(show.json().path("coordination").findValuesAsText("name")).containsExactly("memory");
        assertThat(CommandRunner.unconfigured()
                        .run("config", "show", "--conf", folder.toString())
                        .out())
                .doesNotContain("hunter2");
    }

    @Test
    void showsEveryOption() {
        Result options = CommandRunner.unconfigured().run("config", "options", "-o", "json");

        assertThat(options.json().path("options").findValuesAsText("key"))
                .contains("high-availability", "high-availability.storageDir", "high-availability.memory.name");
        assertThat(CommandRunner.unconfigured()
                        .run("config", "options", "--markdown")
                        .out())
                .contains("| `high-availability.storageDir` |");
    }

    @Test
    void printsAScriptThatBashUnderstands() throws IOException, InterruptedException {
        Result completion = CommandRunner.unconfigured().run("completion", "bash");
        Path script = Files.writeString(folder.resolve("completion"), completion.out());
        String use =
                "source '" + script + "'; COMP_WORDS=(ha sta); COMP_CWORD=1; _complete_ha; echo \"${COMPREPLY[*]}\"";

        Process bash = new ProcessBuilder(List.of("bash", "-c", use))
                .redirectErrorStream(true)
                .start();

        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("state", "status");
        assertThat(completion.out()).doesNotContain("demo-master");
        assertThat(CommandRunner.unconfigured().run("completion", "zsh").code()).isZero();
        assertThat(CommandRunner.unconfigured().run("completion", "fish").code())
                .isEqualTo(2);
    }
}
