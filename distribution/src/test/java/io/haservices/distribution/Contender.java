package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code ha run} of {@code program.sh}. */
final class Contender {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final Path events;
    private final Path output;
    private final Process process;

    private Contender(String address, Path events, Path output, Process process) {
        this.address = address;
        this.events = events;
        this.output = output;
        this.process = process;
    }

    static Contender started(Unpacked unpacked, String name, Path program, Path folder) {
        String address = name + ":8080";
        Path events = unpacked.beside(name + ".events");
        Path output = unpacked.beside(name + ".out");
        List<String> words = List.of(
                unpacked.bin("ha"),
                "run",
                "--election",
                "jobs",
                "--address",
                address,
                "--events",
                events.toString(),
                "--",
                "sh",
                program.toString(),
                folder.toString(),
                unpacked.bin("ha"));
        return new Contender(address, events, output, Command.start(words, Map.of(), output.toFile()));
    }

    String address() {
        return address;
    }

    /** Of the JVM itself: the launcher has replaced itself by it. */
    long pid() {
        assertThat(Unpacked.commandLine(process.pid())).contains("io.haservices.cli.Main");
        return process.pid();
    }

    Process process() {
        return process;
    }

    /** The term that it began, if it has: the event named 'ready'. */
    Optional<JsonNode> ready() {
        if (!Files.exists(events)) {
            return Optional.empty();
        }
        try {
            for (String line : Files.readAllLines(events)) {
                JsonNode event = JSON.readTree(line);
                if (event.path("event").asText().equals("ready")) {
                    return Optional.of(event);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String said() {
        try {
            return address + ", alive: " + process.isAlive() + "\n" + Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
