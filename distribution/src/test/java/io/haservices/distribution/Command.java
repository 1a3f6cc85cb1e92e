package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. One that does not end in time fails the test: an endless wait is a fault of its own. */
final class Command {
    private static final long LIMIT_SECONDS = 150;

    private Command() {}

    static Ran run(List<String> words, Map<String, String> environment, String input) {
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            Path in = Files.createTempFile("in", ".txt");
            try {
                Files.writeString(in, input);
                Process process = builder(words, environment)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                Ran ran = new Ran(words, process.waitFor(), Files.readString(out), Files.readString(err));
                assertThat(ended)
                        .as("ends within " + LIMIT_SECONDS + " s: " + ran)
                        .isTrue();
                return ran;
            } finally {
                Files.delete(out);
                Files.delete(err);
                Files.delete(in);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("cannot run " + words, e);
        }
    }

    static Process start(List<String> words, Map<String, String> environment, File output) {
        try {
            return builder(words, environment)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .redirectInput(new File("/dev/null"))
                    .start();
        } catch (IOException e) {
            throw new AssertionError("cannot start " + words, e);
        }
    }

    private static ProcessBuilder builder(List<String> words, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(words);
        // The caller's own settings must not reach in.
        builder.environment().keySet().removeIf(name -> name.startsWith("HA_"));
        // Nor must anything stay in the caller's cache.
        builder.environment().put("HA_CDS", "off");
        builder.environment().putAll(environment);
        return builder;
    }

    /** Sends a signal that Java has no word for, such as STOP. */
    static void signal(String name, long pid) {
        run(List.of("kill", "-" + name, Long.toString(pid)), Map.of(), "").expect(0);
    }
}
