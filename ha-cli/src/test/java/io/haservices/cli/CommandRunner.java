package io.haservices.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.haservices.HighAvailabilityServices;
import io.haservices.cli.console.Surroundings;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Runs commands in this JVM, against a coordination service in memory and a storage in a temporary folder. */
final class CommandRunner {
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private boolean terminal;

    CommandRunner(Path storage) {
        configuration.put("high-availability", "memory");
        configuration.put("high-availability.memory.name", UUID.randomUUID().toString());
        configuration.put("high-availability.storageDir", storage.toUri().toString());
        configuration.put("high-availability.cluster-id", "test");
        StringBuilder properties = new StringBuilder();
        configuration.forEach(
                (key, value) -> properties.append(key).append('=').append(value).append('\n'));
        environment.put("HA_PROPERTIES", properties.toString());
    }

    /** One that knows no backend. */
    static CommandRunner unconfigured() {
        CommandRunner runner = new CommandRunner(Path.of("/nowhere"));
        runner.environment.clear();
        return runner;
    }

    /** What a command printed, and its exit code. */
    record Result(int code, String out, String err) {
        JsonNode json() {
            return parsed(out);
        }

        JsonNode error() {
            return parsed(err).path("error");
        }

        private static JsonNode parsed(String text) {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }
    }

    CommandRunner with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandRunner onATerminal() {
        terminal = true;
        return this;
    }

    Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    Result runWithInput(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings = new Surroundings(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                Optional.empty(),
                terminal,
                terminal);
        int code = new Main(surroundings).run(arguments);
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** A client of the same cluster. */
    HighAvailabilityServices services() {
        return HighAvailability.open(Configuration.of(configuration));
    }
}
